"""The form of a report."""

from flask_wtf import FlaskForm
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired

from forum.choices import choices
from forum.posts.texts import at_most, no_control_characters, same_newlines
from forum.reports.models import REASONS

MOST_NOTE = 2_000


class ReportForm(FlaskForm):
    reason = RadioField(
        "What is wrong?",
        choices=choices(REASONS.items()),
        validators=[InputRequired("Choose what is wrong, so that a moderator knows where to look.")],
    )
    note = TextAreaField(
        "Anything to add?",
        filters=[same_newlines],
        validators=[
            at_most(MOST_NOTE),
            no_control_characters,
        ],
    )
