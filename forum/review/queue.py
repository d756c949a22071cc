"""The queue: which items wait, and in which order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select, tuple_
from sqlalchemy.orm import joinedload

from forum.db import db, utcnow
from forum.jobs.models import Job
from forum.members.models import Member
from forum.posts.write import SCREEN
from forum.review.claim import is_free
from forum.review.filters import Filters
from forum.review.models import ReviewItem
from forum.review.narrow import all_of, conditions
from forum.review.queries import WITH_POST

PAGE = 30
COMMITS_WITHIN = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Items of one state; `after` is the id of the item that the next page follows, or None."""

    items: list[ReviewItem]
    after: int | None


def page_of_items(filters: Filters, moderator: Member, after: int | None) -> QueuePage:
    """Open items by level, then by how much of their time is used (clock.py); decided ones newest first.

    The ids come first: sorting whole posts to show thirty of ten thousand would take a hundred times as long.
    """
    fitting = select(ReviewItem.id).where(_fits(filters, moderator)).order_by(*_order(filters.state))
    if after is not None:
        fitting = fitting.where(_follows(db.get_or_404(ReviewItem, after), filters.state))
    ids = list(db.session.scalars(fitting.limit(PAGE + 1)))
    shown = ids[:PAGE]
    with_all = select(ReviewItem).where(ReviewItem.id.in_(shown)).options(*WITH_POST)
    found = {
        item.id: item for item in db.session.scalars(with_all.options(joinedload(ReviewItem.claimed_by)))
    }
    return QueuePage([found[id] for id in shown if id in found], shown[-1] if len(ids) > PAGE else None)


def first_free() -> int | None:
    """The id of the open item that comes first of those that nobody has."""
    free = select(ReviewItem.id).where(ReviewItem.state == "open", is_free(utcnow()))
    return db.session.scalar(free.order_by(*_order("open")).limit(1))


def items_now(ids: Sequence[int]) -> list[ReviewItem]:
    """These items as they are now, with who has them."""
    shown = select(ReviewItem).where(ReviewItem.id.in_(ids)).order_by(ReviewItem.id)
    return list(db.session.scalars(shown.options(joinedload(ReviewItem.claimed_by))))


def count_new(filters: Filters, moderator: Member, since: datetime, shown: Sequence[int]) -> dict[int, int]:
    """How many fitting items were opened since then and are not among those shown, by level.

    A little before `since` counts too: what was opened first may have been committed last.
    """
    is_new = ReviewItem.opened_at > since - COMMITS_WITHIN, ReviewItem.id.not_in(shown)
    counted = select(ReviewItem.level, func.count()).where(_fits(filters, moderator), *is_new)
    return {level: number for level, number in db.session.execute(counted.group_by(ReviewItem.level))}


def _fits(filters: Filters, moderator: Member) -> ColumnElement[bool]:
    return all_of([ReviewItem.state == filters.state, *conditions(filters, moderator).values()])


def _order(state: str) -> tuple[ColumnElement, ...]:
    if state == "open":
        return ReviewItem.level.desc(), ReviewItem.clock_at.asc(), ReviewItem.id.asc()
    return ReviewItem.decided_at.desc(), ReviewItem.id.desc()


def _follows(last: ReviewItem, state: str) -> ColumnElement[bool]:
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
