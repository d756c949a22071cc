"""The form of a letter."""

from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import Length

from forum.letters.models import MOST_BODY, MOST_SUBJECT
from forum.posts.texts import no_control_characters, one_line, same_newlines, written


class LetterForm(FlaskForm):
    subject = StringField(
        "Subject",
        filters=[same_newlines],
        validators=[
            written,
            Length(max=MOST_SUBJECT, message=f"This is longer than {MOST_SUBJECT} characters."),
            one_line,
            no_control_characters,
        ],
    )
    body = TextAreaField(
        "Letter",
        filters=[same_newlines],
        validators=[
            written,
            Length(max=MOST_BODY, message=f"This is longer than {MOST_BODY:,} characters."),
            no_control_characters,
        ],
    )
