"""Quiet hours: when a moderator gets no mail about what can wait. Crisis and emergency never wait."""

from datetime import UTC, datetime, timedelta

from forum.desk.models import DeskSettings
from forum.desk.zones import at_minute, minute_of, zone_of


def quiet_until(settings: DeskSettings, now: datetime) -> datetime | None:
    """When the quiet hours end that run now; None outside them, and for who has none."""
    begins, ends = settings.quiet_from, settings.quiet_to
    if begins is None or ends is None or begins == ends:
        return None
    zone = zone_of(settings.zone)
    here = now.astimezone(zone)
    minute = minute_of(here.time())
    is_quiet = begins <= minute < ends if begins < ends else minute >= begins or minute < ends
    if not is_quiet:
        return None
    day = here.date() if minute < ends else here.date() + timedelta(days=1)
    # When the clocks go back, the end of the hour that comes twice may seem to be over.
    return max(at_minute(day, ends, zone), now.astimezone(UTC) + timedelta(minutes=1))
