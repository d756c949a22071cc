"""Time zones by name: a moderator's own, and what their clocks show."""

from datetime import UTC, date, datetime, time, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

MINUTES_A_DAY = 24 * 60


def zone_of(name: str) -> tzinfo:
    """The zone, or UTC for a name that this machine does not know (any more)."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return UTC


@cache
def zone_names() -> tuple[str, ...]:
    """The zones to choose from: places by continent, and UTC first."""
    places = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    return ("UTC", *places)


def minute_of(clock: time) -> int:
    """The minute of the day that a clock shows."""
    return clock.hour * 60 + clock.minute


def clock_of(minute: int) -> time:
    return time(*divmod(minute % MINUTES_A_DAY, 60))


def at_minute(day: date, minute: int, zone: tzinfo) -> datetime:
    """When the clocks of `zone` show this minute of that day."""
    return datetime.combine(day, clock_of(minute), zone).astimezone(UTC)


def day_of(moment: datetime, zone: tzinfo) -> str:
    """The date that the calendars of `zone` show, as in 2026-11-22."""
    return moment.astimezone(zone).date().isoformat()
