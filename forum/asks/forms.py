"""The forms of a question to another moderator, and of the answer."""

from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired

from forum.asks.models import KINDS
from forum.choices import choices
from forum.posts.texts import at_most, no_control_characters, same_newlines, written

MOST_NOTE = 2_000
ANY_ADMIN = "admin"


def long_text(label: str) -> TextAreaField:
    too_long = at_most(MOST_NOTE)
    return TextAreaField(
        label, filters=[same_newlines], validators=[written, too_long, no_control_characters]
    )


class AskForm(FlaskForm):
    """`to` gets its choices from the view: who may moderate now, or any admin."""

    kind = RadioField(
        "What do you need?",
        choices=choices(KINDS.items()),
        validators=[InputRequired("Choose what you need.")],
    )
    to = SelectField("From whom?")
    note = long_text("What should they know?")


class AnswerForm(FlaskForm):
    note = long_text("Your answer")
