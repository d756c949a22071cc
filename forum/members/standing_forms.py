"""Silence or suspend a member: which of the two, for how long, and what they are told."""

from flask_wtf import FlaskForm
from wtforms import IntegerField, RadioField, StringField
from wtforms.validators import InputRequired, NumberRange

from forum.choices import choices
from forum.members.standing import MOST_REASON
from forum.posts.texts import at_most, no_control_characters, one_line, same_newlines, written

KINDS = {
    "silence": "Silence: they read and sign in, keep all notices and numbers, and cannot post",
    "suspend": "Suspend: they cannot sign in",
}
MOST_DAYS = 365
HOW_LONG = f"Choose a number of days from 1 to {MOST_DAYS}."


class StandingForm(FlaskForm):
    kind = RadioField(
        "What should happen?",
        choices=choices(KINDS.items()),
        validators=[InputRequired("Choose one of them.")],
    )
    days = IntegerField(
        "For how many days?",
        validators=[InputRequired(HOW_LONG), NumberRange(min=1, max=MOST_DAYS, message=HOW_LONG)],
    )
    reason = StringField(
        "Why?",
        filters=[same_newlines],
        validators=[
            written,
            at_most(MOST_REASON),
            one_line,
            no_control_characters,
        ],
    )
