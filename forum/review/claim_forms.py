"""The form of a take-over."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField

from forum.addresses import GREATEST_ID
from forum.posts.texts import at_most, no_control_characters, same_newlines
from forum.review.take_over import MOST_WORD


class TakeOverForm(FlaskForm):
    """`holder` is who had the item on the page that was sent."""

    holder = HiddenField()
    word = TextAreaField(
        "A word to them",
        filters=[same_newlines],
        validators=[
            at_most(MOST_WORD),
            no_control_characters,
        ],
    )

    @property
    def holder_id(self) -> int:
        """0, which is nobody, for what is no id."""
        text = self.holder.data or ""
        is_id = text.isascii() and text.isdigit() and len(text) < 11
        return int(text) if is_id and int(text) <= GREATEST_ID else 0
