"""The first visit's form. What is known already is not asked again: the fields for it are taken out."""

from typing import Any

from flask import current_app
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, StringField
from wtforms.validators import InputRequired, StopValidation

from forum.choices import choices
from forum.members.fields import country_field, free_name, tidy, visible_name
from forum.signin.models import Arrival
from forum.welcome.choices import mails_field, stage_field
from forum.welcome.names import looks_real, suggest_names

WHY_COUNTRY = (
    "When a post speaks of danger, we show the emergency number of this country. Other members do not see it."
)


class TermsForm(FlaskForm):
    """A newer version of the terms asks for this box only."""

    terms = BooleanField(
        "I have read the terms of use and agree to them.",
        validators=[InputRequired("To write here, agree to the terms. Reading needs no account.")],
    )


class VisitForm(TermsForm):
    """Members who joined with a password: they gave name and country when they joined."""

    age = BooleanField()
    stage = stage_field()
    mails = mails_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.age.label.text = f"I am {current_app.config['LEAST_AGE']} years old or older."

    def validate_age(self, field: BooleanField) -> None:
        if not field.data:
            raise StopValidation(f"To join, you must be {current_app.config['LEAST_AGE']} or older.")


def given(form: FlaskForm, field: StringField) -> None:
    if not field.data:
        raise StopValidation("Pick a name, or type one of your own.")


class ArrivalForm(VisitForm):
    """Somebody who comes by a provider chooses a name, which is not the one that the provider told us."""

    picked = RadioField("Your name here", validate_choice=False)
    name = StringField(
        "Or a name of your own",
        description="If you type one, it counts. You can change it later.",
        filters=[tidy],
        validators=[given, visible_name, free_name],
    )
    country = country_field()
    sure = HiddenField()
    """The name that was warned of: sent again, it is meant."""

    def __init__(self, arrival: Arrival, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.arrival, self.warns = arrival, False
        self.country.description = WHY_COUNTRY
        names = suggest_names(arrival.key)
        self.picked.choices = choices(zip(names, names, strict=True))
        if not self.is_submitted():
            self.picked.data = names[0] if names else None

    def validate(self, **kwargs: Any) -> bool:
        typed = bool(self.name.data)
        if not typed:
            self.name.data = tidy(self.picked.data)
        is_valid = super().validate(**kwargs)
        if not typed and not self.name.errors:
            # A name that was only picked stays picked: in the field it would outdo the next pick.
            self.name.data = self.name.data if is_valid else ""
            return is_valid
        self.picked.data = None  # what stands in the field counts
        self.warns = is_valid and self.sure.data != self.name.data and self._looks_real()
        self.sure.data = self.name.data if self.warns else ""
        return is_valid and not self.warns

    def _looks_real(self) -> bool:
        return looks_real(self.name.data, self.arrival.given_name, self.arrival.email)
