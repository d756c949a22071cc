"""How long an item of each level may wait, and how much of that it has used.

All items of one level have the same time, so "by level, then by how much of its time is used" is the order
of `level` and `clock_at`: the queue needs no arithmetic in the database.
"""

from datetime import datetime, timedelta

from flask import current_app

from forum.db import utcnow
from forum.review.models import ReviewItem
from forum.screening import Level

SETTINGS = {
    Level.CRISIS: "TARGET_CRISIS",
    Level.EMERGENCY: "TARGET_EMERGENCY",
    Level.URGENT: "TARGET_URGENT",
    Level.INFO: "TARGET_OTHER",
    Level.NONE: "TARGET_OTHER",
}


def target(level: int) -> timedelta:
    """The time in which an item of this level should be decided."""
    return timedelta(minutes=current_app.config[SETTINGS[Level(level)]])


def due_at(item: ReviewItem) -> datetime:
    return item.clock_at + target(item.level)


def used(item: ReviewItem, now: datetime | None = None) -> float:
    """The part of its time that is used: 0 at the start, 1 when it is due, more when it is late."""
    return ((now or utcnow()) - item.clock_at) / target(item.level)


def clock_after(before: int, after: int, clock_at: datetime) -> datetime:
    """Where the clock stands when the level changes from `before` to `after`.

    A rise to a level with less time begins anew, or the item would be late in the minute it rose. A fall
    keeps the time it has waited.
    """
    return utcnow() if target(after) < target(before) else clock_at
