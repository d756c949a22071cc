"""Which items have a step of the ladder before them: one query for all levels."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select

from forum.db import db
from forum.oncall.models import LadderStep
from forum.oncall.steps import HELD_FOR, LADDER, LIFE_THREATENING, Step
from forum.review.claim import is_claimed, is_free
from forum.review.clock import target
from forum.review.models import ReviewItem

MOST = 50
"""Items of one round, the gravest first. More wait for the next round, some seconds later."""


def due_steps(now: datetime) -> list[tuple[ReviewItem, Step]]:
    """Each open item that has a step due which it did not take, nor a higher one, with the highest such step.

    The highest only: after an outage nobody wants the whole ladder at once.
    """
    late = select(ReviewItem).where(ReviewItem.state == "open", or_(*_conditions(now)))
    gravest_first = (ReviewItem.level.desc(), ReviewItem.clock_at, ReviewItem.id)
    items = db.session.scalars(late.order_by(*gravest_first).limit(MOST))
    return [(item, step) for item in items if (step := step_of(item, now)) is not None]


def step_of(item: ReviewItem, now: datetime) -> Step | None:
    """The highest step that is due for the item as it is now."""
    is_held = item.claimed_until is not None and item.claimed_until > now
    if is_held and item.level not in LIFE_THREATENING:
        return None
    due = [
        step
        for step in LADDER
        if item.level in step.levels and item.clock_at <= _since(step, item.level, is_held, now)
    ]
    return due[-1] if due else None


def _since(step: Step, level: int, is_held: bool, now: datetime) -> datetime:
    """The clock of an item for which the step is due just now."""
    targets = step.after + (HELD_FOR if is_held and step.after else 0)
    return now - target(level) * targets


def _conditions(now: datetime) -> Iterator[ColumnElement[bool]]:
    """By level, step and whether it is held; `ix_review_item_queue` answers each."""
    held, free = is_claimed(now), is_free(now)
    for step in LADDER:
        for level in step.levels:
            of_level = and_(ReviewItem.level == int(level), _not_taken(step))
            yield and_(of_level, free, ReviewItem.clock_at <= _since(step, level, False, now))
            if level in LIFE_THREATENING:
                yield and_(of_level, held, ReviewItem.clock_at <= _since(step, level, True, now))


def _not_taken(step: Step) -> ColumnElement[bool]:
    taken = exists().where(
        LadderStep.item_id == ReviewItem.id,
        LadderStep.clock_at == ReviewItem.clock_at,
        LadderStep.step >= step.number,
    )
    return ~taken
