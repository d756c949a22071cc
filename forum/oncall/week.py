"""The coming week as a page shows it: day by day, by the clocks of one zone and of UTC."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from forum.desk.zones import at_minute, clock_of
from forum.oncall.cover import Stretch, cover
from forum.oncall.models import Shift

DAYS = 7
MIDNIGHT = "24:00"


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch of one day. `who` is empty when nobody is on call."""

    here: str
    utc: str
    who: str


@dataclass(frozen=True, slots=True)
class Day:
    title: str
    rows: list[Row]


def week_of(now: datetime, zone: tzinfo) -> list[Day]:
    """From this minute to the end of the sixth day after today."""
    start = now.replace(second=0, microsecond=0)
    today = start.astimezone(zone).date()
    midnights = [at_minute(today + timedelta(days=number), 0, zone) for number in range(DAYS + 1)]
    stretches = cover(start, midnights[-1])
    days = []
    for number in range(DAYS):
        begins, ends = max(start, midnights[number]), midnights[number + 1]
        rows = [_row(part, zone, ends) for part in _within(stretches, begins, ends)]
        days.append(Day(in_words(today + timedelta(days=number), today), rows))
    return days


def in_words(day: date, today: date) -> str:
    said = f"{day:%A} {day.day} {day:%B}"
    return f"Today, {said}" if day == today else said


def _within(stretches: list[Stretch], begins: datetime, ends: datetime) -> Iterator[Stretch]:
    for stretch in stretches:
        first, last = max(stretch.starts_at, begins), min(stretch.ends_at, ends)
        if first < last:
            yield Stretch(first, last, stretch.members)


def _row(stretch: Stretch, zone: tzinfo, midnight: datetime) -> Row:
    begins, ends = stretch.starts_at.astimezone(zone), stretch.ends_at.astimezone(zone)
    end = MIDNIGHT if stretch.ends_at == midnight else f"{ends:%H:%M}"
    utc = f"{stretch.starts_at.astimezone(UTC):%H:%M} to {stretch.ends_at.astimezone(UTC):%H:%M}"
    who = ", ".join(member.name for member in stretch.members)
    return Row(f"{begins:%H:%M} to {end}", utc, who)


def shift_in_words(shift: Shift, zone: tzinfo) -> str:
    """A weekly shift by the clocks of its own zone, a single one by those of `zone`."""
    if shift.weekday is not None:
        name = f"{date(2024, 1, 1) + timedelta(days=shift.weekday):%A}"  # that day was a Monday
        begins, ends = clock_of(shift.from_minute), clock_of(shift.to_minute)
        return f"Every {name} from {begins:%H:%M} to {ends:%H:%M}, {place(shift.zone)}"
    begins, ends = (moment.astimezone(zone) for moment in (shift.starts_at, shift.ends_at or shift.starts_at))
    last = f"{ends:%H:%M}" if begins.date() == ends.date() else f"{ends:%A} {ends:%H:%M}"
    return f"{begins:%A} {begins.day} {begins:%B} from {begins:%H:%M} to {last}"


def moment_in_words(moment: datetime, zone: tzinfo) -> str:
    here = moment.astimezone(zone)
    utc = "" if not here.utcoffset() else f" ({moment.astimezone(UTC):%H:%M} UTC)"
    return f"{here:%A} {here.day} {here:%B}, {here:%H:%M}{utc}"


def place(zone_name: str) -> str:
    """A zone as people say it: "New York time"."""
    return "UTC" if zone_name == "UTC" else f"{zone_name.rpartition('/')[2].replace('_', ' ')} time"
