"""The form of a letter."""

from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField

from forum.letters.models import MOST_BODY, MOST_SUBJECT
from forum.posts.texts import at_most, no_control_characters, one_line, same_newlines, written


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
    body = TextAreaField(
        "Letter",
        filters=[same_newlines],
        validators=[
            written,
            at_most(MOST_BODY),
            no_control_characters,
        ],
    )
