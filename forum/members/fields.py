"""Fields about oneself that sign-up, first visit and settings share."""

import unicodedata

from flask_wtf import FlaskForm
from wtforms import Field, SelectField, StringField, ValidationError
from wtforms.validators import StopValidation

from forum.choices import country_choices
from forum.members.models import Member, name_key
from forum.members.queries import is_name_taken, signed_in_member

MOST_NAME = Member.name.type.length
MOST_KEY = Member.name_key.type.length
NAME_HELP = "How others see you here. It need not be your real name. You can change it later."
COUNTRY_HELP = "For the right emergency number in notes. Other members do not see it."


def tidy(text: str | None) -> str:
    """One space between words, none around."""
    return " ".join((text or "").split())


def visible_name(form: FlaskForm, field: Field) -> None:
    """Refuse names that nobody could read, tell apart or answer to. Such a name is not looked up either."""
    if not any(sign.isalnum() for sign in field.data or ""):
        raise StopValidation("Choose a name with at least one letter or number.")
    if any(unicodedata.category(sign)[0] == "C" for sign in field.data):
        raise StopValidation("The name has a character that cannot be shown. Type it again.")
    # Some signs stand for many letters: one for a whole sentence in Arabic is compared as eighteen.
    if len(field.data) > MOST_NAME or len(name_key(field.data)) > MOST_KEY:
        raise StopValidation(f"The name is longer than {MOST_NAME} characters.")


def free_name(form: FlaskForm, field: Field) -> None:
    if is_name_taken(field.data, by_other_than=signed_in_member()):
        raise ValidationError("Another member has this name. Choose another one.")


def name_field() -> StringField:
    return StringField(
        "Name",
        description=NAME_HELP,
        filters=[tidy],
        validators=[visible_name, free_name],
    )


def country_field() -> SelectField:
    return SelectField(
        "Country",
        description=COUNTRY_HELP,
        choices=country_choices,
        filters=[lambda code: code or ""],
    )
