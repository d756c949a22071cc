"""The form that puts somebody on call."""

from datetime import datetime, timedelta
from typing import Any

from flask_wtf import FlaskForm
from wtforms import DateField, Field, RadioField, SelectField, TimeField, ValidationError
from wtforms.validators import StopValidation

from forum.choices import choices
from forum.oncall.shifts import Plan

REPEATS = (("once", "Just this once"), ("weekly", "Every week on this weekday"))
MOST_AHEAD = timedelta(days=366)


class Tolerant:
    """Leaves a day or time that cannot be read as None, and what was typed in the field."""

    def process_formdata(self, valuelist: Any) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None


class DayField(Tolerant, DateField):
    pass


class ClockField(Tolerant, TimeField):
    pass


class Needed:
    """The field holds something that could be read."""

    field_flags = {"required": True}

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, form: FlaskForm, field: Field) -> None:
        if field.data is None:
            raise StopValidation(self.message)


class ShiftForm(FlaskForm):
    """`who` is for admins; the view takes it away for others."""

    who = SelectField("Who", coerce=str)
    day = DayField("Day", validators=[Needed("Choose a day, such as 2026-12-24.")])
    begins = ClockField("From", validators=[Needed("Type a time such as 22:00.")])
    ends = ClockField("To", validators=[Needed("Type a time such as 06:00.")])
    repeat = RadioField("How often", choices=choices(REPEATS), default="once")

    today: datetime
    """Set by the view: the day by the clocks of whoever fills in the form."""

    def validate_day(self, field: DayField) -> None:
        today = self.today.date()
        if not today - timedelta(days=1) <= field.data <= today + MOST_AHEAD:
            raise ValidationError("Choose a day from today on, within a year.")

    def plan(self) -> Plan:
        return Plan(self.day.data, self.begins.data, self.ends.data, self.repeat.data == "weekly")
