"""The clock of an item as a moderator reads it: "7 minutes left", "late by 2 hours"."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from forum.db import utcnow
from forum.review.clock import due_at, used
from forum.review.models import ReviewItem

A_MINUTE, AN_HOUR, A_DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WIDE = 100


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """`part` is how much of the bar is filled, 0 to 100; a late item fills it."""

    words: str
    part: int
    is_late: bool


def time_left(item: ReviewItem, now: datetime | None = None) -> TimeLeft:
    """How much of its time an item has used; what is left is rounded down, so that nobody counts on more."""
    now = now or utcnow()
    left = due_at(item) - now
    is_late = left < timedelta()
    if abs(left) < A_MINUTE:
        words = "due now"
    else:
        said = rounded_down(abs(left))
        words = f"late by {said}" if is_late else f"{said} left"
    return TimeLeft(words, min(WIDE, max(0, int(used(item, now) * WIDE))), is_late)


def rounded_down(time: timedelta) -> str:
    """Minutes under an hour, hours under two days, then days."""
    unit, name = (A_MINUTE, "minute") if time < AN_HOUR else (AN_HOUR, "hour")
    if time >= 2 * A_DAY:
        unit, name = A_DAY, "day"
    number = time // unit
    return f"{number} {name}" if number == 1 else f"{number} {name}s"
