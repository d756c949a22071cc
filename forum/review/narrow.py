"""The filters of the queue as conditions of the database."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, exists, or_, select, true

from forum.asks.queries import asked_of
from forum.db import utcnow
from forum.members.models import Member
from forum.posts.models import Post
from forum.review.claim import is_claimed, is_free
from forum.review.clock import target
from forum.review.filters import LEVELS, Filters
from forum.review.models import ReviewItem, ReviewReason
from forum.screening import Level
from forum.threads.models import Thread

Conditions = dict[str, ColumnElement[bool]]
"""By the filter's name; a filter that is not chosen is missing."""


def conditions(filters: Filters, moderator: Member) -> Conditions:
    """All but the state, which every query of the queue names itself."""
    found: Conditions = {}
    if filters.level:
        found["level"] = ReviewItem.level.in_([int(level) for level in LEVELS[filters.level][1]])
    if filters.kind:
        found["kind"] = has_reason(filters.kind)
    if filters.board:
        found["board"] = is_on_board(filters.board)
    if filters.hold:
        found["hold"] = held(filters.hold, moderator)
    if filters.late:
        found["late"] = is_late()
    return found


def all_of(found: Iterable[ColumnElement[bool]]) -> ColumnElement[bool]:
    return and_(true(), *found)


def but(found: Conditions, *names: str) -> ColumnElement[bool]:
    """All conditions save these: what is counted beside the choices of a filter."""
    return all_of(condition for name, condition in found.items() if name not in names)


def held(hold: str, moderator: Member) -> ColumnElement[bool]:
    """By whom an item is held now: "free", "mine" or "claimed" (by anybody); "asked" is held out to one."""
    if hold == "asked":
        return asked_of(moderator)
    now = utcnow()
    if hold == "claimed":
        return is_claimed(now)
    if hold == "mine":
        return and_(is_claimed(now), ReviewItem.claimed_by_id == moderator.id)
    return is_free(now)


def is_late() -> ColumnElement[bool]:
    now = utcnow()
    return or_(
        *(and_(ReviewItem.level == int(level), ReviewItem.clock_at < now - target(level)) for level in Level)
    )


def has_reason(kind: str) -> ColumnElement[bool]:
    return exists().where(ReviewReason.item_id == ReviewItem.id, ReviewReason.kind == kind)


def is_on_board(board_id: int) -> ColumnElement[bool]:
    of_board = select(Post.id).join(Thread, Thread.id == Post.thread_id).where(Thread.board_id == board_id)
    return ReviewItem.post_id.in_(of_board)
