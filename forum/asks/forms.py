"""The forms of a question to another moderator, and of the answer."""

from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from forum.asks.models import KINDS
from forum.choices import choices
from forum.posts.texts import long_text, written

MOST_NOTE = 2_000
ANY_ADMIN = "admin"


class AskForm(FlaskForm):
    """`to` gets its choices from the view: who may moderate now, or any admin."""

    kind = RadioField(
        "What do you need?",
        choices=choices(KINDS.items()),
        validators=[InputRequired("Choose what you need.")],
    )
    to = SelectField("From whom?")
    note = long_text("What should they know?", MOST_NOTE, written)


class AnswerForm(FlaskForm):
    note = long_text("Your answer", MOST_NOTE, written)
