"""The forms that carry what people write. Whatever is wrong, every character typed stays in the form."""

import uuid

from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import Length

from forum.posts.texts import no_control_characters, one_line, same_newlines, written

MOST_CHARACTERS = 50_000
MOST_TITLE = 200


class BodyForm(FlaskForm):
    """A reply. `form_key` is new with every empty form: sent twice, it still makes one post."""

    body = TextAreaField(
        "Your post",
        filters=[same_newlines],
        validators=[
            written,
            Length(
                max=MOST_CHARACTERS,
                message=f"This is longer than {MOST_CHARACTERS:,} characters. Shorten it or make two posts.",
            ),
            no_control_characters,
        ],
    )
    form_key = HiddenField(default=lambda: str(uuid.uuid4()))

    def validate_form_key(self, field: HiddenField) -> None:
        """A damaged key gets a new one: it guards against double clicks and is nobody's fault."""
        try:
            field.data = str(uuid.UUID(field.data or ""))
        except ValueError:
            field.data = str(uuid.uuid4())


class ThreadForm(BodyForm):
    title = StringField(
        "Title",
        filters=[same_newlines],
        validators=[
            written,
            Length(max=MOST_TITLE, message=f"The title is longer than {MOST_TITLE} characters. Shorten it."),
            one_line,
            no_control_characters,
        ],
    )


class EditForm(BodyForm):
    """`based_on` is the revision number that the editor saw."""

    based_on = HiddenField()

    @property
    def base(self) -> int:
        try:
            return int(self.based_on.data or "")
        except ValueError:
            return 0


class FirstPostEditForm(ThreadForm, EditForm):
    """The first post of a thread is edited together with the title."""
