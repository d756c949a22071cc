"""The form of a letter."""

from flask_wtf import FlaskForm
from wtforms import StringField

from forum.letters.models import MOST_BODY, MOST_SUBJECT
from forum.posts.texts import at_most, long_text, no_control_characters, one_line, same_newlines, written


class LetterForm(FlaskForm):
    subject = StringField(
        "Subject",
        filters=[same_newlines],
        validators=[
            written,
            at_most(MOST_SUBJECT),
            one_line,
            no_control_characters,
        ],
    )
    body = long_text("Letter", MOST_BODY, written)
