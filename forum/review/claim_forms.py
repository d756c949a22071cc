"""The form of a take-over."""

from flask_wtf import FlaskForm
from wtforms import HiddenField

from forum.addresses import GREATEST_ID
from forum.posts.texts import long_text
from forum.review.take_over import MOST_WORD


class TakeOverForm(FlaskForm):
    """`holder` is who had the item on the page that was sent."""

    holder = HiddenField()
    word = long_text("A word to them", MOST_WORD)

    @property
    def holder_id(self) -> int:
        """0, which is nobody, for what is no id."""
        text = self.holder.data or ""
        is_id = text.isascii() and text.isdigit() and len(text) < 11
        return int(text) if is_id and int(text) <= GREATEST_ID else 0
