"""The queue: which items wait, in which order, and how many."""

from dataclasses import dataclass

from sqlalchemy import func, select, tuple_

from forum.db import db
from forum.jobs.models import Job
from forum.posts.write import SCREEN
from forum.review.models import ReviewItem
from forum.review.queries import WITH_POST

PAGE = 30


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Items of one state; `after` is the id of the item that the next page follows, or None."""

    items: list[ReviewItem]
    after: int | None


def page_of_items(state: str, after: int | None) -> QueuePage:
    """Open items by level, then by how much of their time is used (clock.py); decided ones newest first."""
    items = select(ReviewItem).where(ReviewItem.state == state).options(*WITH_POST)
    if state == "open":
        items = items.order_by(ReviewItem.level.desc(), ReviewItem.clock_at, ReviewItem.id)
    else:
        items = items.order_by(ReviewItem.decided_at.desc(), ReviewItem.id.desc())
    if after is not None:
        items = items.where(_follows(db.get_or_404(ReviewItem, after), state))
    found = list(db.session.scalars(items.limit(PAGE + 1)))
    return QueuePage(found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None)


def _follows(last: ReviewItem, state: str):
    if state == "open":
        return tuple_(-ReviewItem.level, ReviewItem.clock_at, ReviewItem.id) > (
            -last.level,
            last.clock_at,
            last.id,
        )
    return tuple_(ReviewItem.decided_at, ReviewItem.id) < (last.decided_at, last.id)


def count_unread() -> int:
    """How many texts the program has still to read: while there are any, an empty queue says nothing.

    Counted by their job rows, which have an index; a job that was given up stands in the queue itself.
    """
    waiting = select(func.count(Job.id)).where(Job.state.in_(("due", "running")), Job.kind == SCREEN)
    return db.session.scalar(waiting) or 0


def count_open() -> dict[int, int]:
    """How many open items there are, by level."""
    counted = (
        select(ReviewItem.level, func.count()).where(ReviewItem.state == "open").group_by(ReviewItem.level)
    )
    return {level: number for level, number in db.session.execute(counted)}
