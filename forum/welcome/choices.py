"""What members may tell about themselves and which mails they may ask for. Nothing of it is required."""

from typing import Any

from wtforms import SelectField, SelectMultipleField
from wtforms.widgets import CheckboxInput

from forum.choices import choices

STAGES = {
    "thinking": "I am thinking about treatment",
    "preparing": "I have a date, or am getting ready",
    "now": "I am in treatment now",
    "between": "I am between two courses",
    "after": "My treatment is behind me",
    "carer": "I care for somebody",
}
"""Where somebody is in treatment. Short keys, as they are kept with the member; never shown to others."""

MAILS = {
    "replies": "When somebody replies in a thread that I started",
}
"""Mails that come only when asked for. Mails about the account come in any case."""


class ChecksField(SelectMultipleField):
    """Several boxes, of which any number may be ticked."""

    option_widget = CheckboxInput()


def stage_field() -> SelectField:
    return SelectField(
        "Where are you in treatment?",
        description="Only for us, to see whom the board serves. Other members do not see it.",
        choices=lambda: choices([("", "I would rather not say"), *STAGES.items()]),
        filters=[lambda value: value or ""],
    )


def mails_field() -> Any:
    return ChecksField(
        "Mails that you would like",
        description="Mails about your account come in any case.",
        choices=choices(MAILS.items()),
        filters=[lambda values: list(values or [])],
    )
