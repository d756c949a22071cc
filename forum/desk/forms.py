"""The forms of one's own desk: settings and pause."""

from datetime import datetime, timedelta
from typing import Any

from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, TimeField, ValidationError

from forum.choices import choices
from forum.db import utcnow
from forum.desk.models import DeskSettings
from forum.desk.zones import at_minute, clock_of, minute_of, zone_names, zone_of

BLURS = (
    ("crisis", "Crisis only"),
    ("all", "Crisis and emergency"),
    ("off", "None"),
)
PAUSES = (
    ("open", "Until I come back"),
    ("hour", "For an hour"),
    ("tomorrow", "Until eight tomorrow morning"),
    ("week", "For a week"),
)
MORNING = 8 * 60


class ClockField(TimeField):
    """A time of day, with an error in our words; what was typed stays."""

    is_misspelt = False

    def process_formdata(self, valuelist: Any) -> None:
        self.data, self.is_misspelt = None, False  # an empty field takes away what was saved
        try:
            super().process_formdata(valuelist if valuelist and valuelist[0] else [])
        except ValueError:
            self.is_misspelt = True

    def pre_validate(self, form: FlaskForm) -> None:
        if self.is_misspelt:
            raise ValidationError("Type a time such as 22:00.")


class DeskForm(FlaskForm):
    zone = SelectField(
        "Your time zone",
        description="Your quiet hours, your shifts and your day are by its clocks.",
        choices=lambda: choices((name, name.replace("_", " ")) for name in zone_names()),
    )
    quiet_from = ClockField("Quiet hours from")
    quiet_to = ClockField("Quiet hours to")
    blur = RadioField("Fold texts until you ask for them", choices=choices(BLURS), default="crisis")

    def validate_quiet_to(self, field: ClockField) -> None:
        begins, ends = self.quiet_from.data, field.data
        if self.quiet_from.is_misspelt or field.is_misspelt:
            return
        if (begins is None) != (ends is None):
            raise ValidationError("Quiet hours need a beginning and an end. Leave both empty for none.")
        if begins is not None and begins == ends:
            raise ValidationError("Quiet hours cannot last the whole day. Choose another end.")

    def save(self, settings: DeskSettings) -> None:
        settings.zone, settings.blur = self.zone.data, self.blur.data
        settings.quiet_from = None if self.quiet_from.data is None else minute_of(self.quiet_from.data)
        settings.quiet_to = None if self.quiet_to.data is None else minute_of(self.quiet_to.data)


def as_fields(settings: DeskSettings) -> dict[str, Any]:
    """Saved settings as the form shows them."""
    begins, ends = settings.quiet_from, settings.quiet_to
    return {
        "zone": settings.zone,
        "blur": settings.blur,
        "quiet_from": None if begins is None else clock_of(begins),
        "quiet_to": None if ends is None else clock_of(ends),
    }


class PauseForm(FlaskForm):
    length = RadioField("For how long", choices=choices(PAUSES), default="open")

    def until(self, zone_name: str) -> datetime | None:
        """The end of the pause; None for one without."""
        now = utcnow()
        if self.length.data == "tomorrow":
            zone = zone_of(zone_name)
            return at_minute(now.astimezone(zone).date() + timedelta(days=1), MORNING, zone)
        lengths = {"hour": timedelta(hours=1), "week": timedelta(days=7)}
        return now + lengths[self.length.data] if self.length.data in lengths else None
