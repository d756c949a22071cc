"""The form of a report."""

from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.validators import InputRequired

from forum.choices import choices
from forum.posts.texts import long_text
from forum.reports.models import REASONS

MOST_NOTE = 2_000


class ReportForm(FlaskForm):
    reason = RadioField(
        "What is wrong?",
        choices=choices(REASONS.items()),
        validators=[InputRequired("Choose what is wrong, so that a moderator knows where to look.")],
    )
    note = long_text("Anything to add?", MOST_NOTE)
