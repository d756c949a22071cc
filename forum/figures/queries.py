"""What the figures are made of. Each is one query or two, however many decisions there are."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Integer, Select, case, cast, func, literal, select, union_all

from forum.db import db
from forum.figures.seconds import seconds_between
from forum.members.models import Member
from forum.modlog.models import READ, ModLogEntry
from forum.review.clock import target
from forum.review.models import Decision, ReviewItem
from forum.screening import Level

HARD = Level.EMERGENCY
"""From this level on an item is hard to read."""


@dataclass(frozen=True, slots=True)
class Waits:
    """How long items waited from being opened to being decided, in seconds."""

    count: int
    median: int
    ninth: int
    """Nine of ten waited no longer."""
    worst: int
    in_time: int
    """How many were decided within the target of their level."""


@dataclass(frozen=True, slots=True)
class Still:
    """Items that wait now: how many, since when the oldest, how many beyond their target."""

    count: int
    since: datetime
    late: int


def waits_by_level(since: datetime) -> dict[int, Waits]:
    return {level: Waits(*rest) for level, *rest in db.session.execute(_waits(Decision.item_level, since))}


def waits_of_all(since: datetime, least: int) -> Waits | None:
    """The same over all items from a level on."""
    row = db.session.execute(_waits(literal(0), since, Decision.item_level >= least)).first()
    return Waits(*row[1:]) if row else None


def _waits(group: ColumnElement[int], since: datetime, *also: ColumnElement[bool]) -> Select[tuple[int, ...]]:
    """Percentiles by nearest rank: of n items the one at place n × p / 100, rounded up."""
    waited = seconds_between(Decision.opened_at, Decision.created_at)
    known = (Decision.created_at >= since, Decision.opened_at.is_not(None), *also)
    ranked = (
        select(
            group.label("level"),
            waited.label("waited"),
            cast(_is_in_time(), Integer).label("in_time"),
            func.row_number().over(partition_by=group, order_by=(waited, Decision.id)).label("place"),
            func.count().over(partition_by=group).label("total"),
        )
        .where(*known)
        .subquery()
    )
    at = {
        p: func.max(case((ranked.c.place == (ranked.c.total * p + 99) // 100, ranked.c.waited)))
        for p in (50, 90)
    }
    figures = (func.count(), at[50], at[90], func.max(ranked.c.waited), func.sum(ranked.c.in_time))
    return select(ranked.c.level, *figures).group_by(ranked.c.level)


def _is_in_time() -> ColumnElement[bool]:
    """By the clock of the level, which begins anew when an item rises."""
    ran = seconds_between(func.coalesce(Decision.clock_at, Decision.opened_at), Decision.created_at)
    allowed = case(
        {int(level): int(target(level).total_seconds()) for level in Level}, value=Decision.item_level
    )
    return ran <= allowed


def still_waiting(now: datetime) -> dict[int, Still]:
    late = case(*((_is_late(level, now), 1) for level in Level), else_=0)
    figures = (func.count(), func.min(ReviewItem.opened_at), func.sum(late))
    rows = select(ReviewItem.level, *figures).where(ReviewItem.state == "open").group_by(ReviewItem.level)
    return {level: Still(*rest) for level, *rest in db.session.execute(rows)}


def _is_late(level: Level, now: datetime) -> ColumnElement[bool]:
    return (ReviewItem.level == int(level)) & (ReviewItem.clock_at < now - target(level))


def in_and_out(since: datetime) -> tuple[dict[str, int], dict[str, int]]:
    """Openings and decisions, by day of UTC such as 2026-11-22. An item that came back counts again."""
    openings = union_all(
        select(Decision.opened_at.label("at")).where(Decision.opened_at >= since),
        select(ReviewItem.opened_at.label("at")).where(
            ReviewItem.state == "open", ReviewItem.opened_at >= since
        ),
    ).subquery()
    came, went = func.date(openings.c.at), func.date(Decision.created_at)
    return (
        _by_day(select(came, func.count()).group_by(came)),
        _by_day(select(went, func.count()).where(Decision.created_at >= since).group_by(went)),
    )


def _by_day(counted: Select[tuple[str, int]]) -> dict[str, int]:
    return {str(day): number for day, number in db.session.execute(counted)}


def right_calls(since: datetime) -> dict[int, tuple[int, int]]:
    """By level of the notice: how many standing decisions there are, and how many kept it as it was."""
    kept = func.sum(case((Decision.verdict == "keep", 1), else_=0))
    standing = (Decision.created_at >= since, Decision.undone_at.is_(None))
    rows = select(Decision.level_before, func.count(), kept).where(*standing).group_by(Decision.level_before)
    return {level: (total, right) for level, total, right in db.session.execute(rows)}


def load(since: datetime) -> Sequence[tuple[str, int, int, int]]:
    """By moderator, in the order of names: decisions, items read, and decisions on hard items."""
    numbers: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    hard = func.sum(case((Decision.item_level >= int(HARD), 1), else_=0))
    done = select(Decision.moderator_id, func.count(), hard).where(Decision.created_at >= since)
    for number, total, difficult in db.session.execute(done.group_by(Decision.moderator_id)):
        numbers[number][0], numbers[number][2] = total, difficult
    looked = select(ModLogEntry.moderator_id, func.count()).where(
        ModLogEntry.action == READ, ModLogEntry.created_at >= since, ModLogEntry.moderator_id.is_not(None)
    )
    for number, total in db.session.execute(looked.group_by(ModLogEntry.moderator_id)):
        numbers[number][1] = total
    named = select(Member.id, Member.name).where(Member.id.in_(numbers)).order_by(Member.name_key)
    return [(name, *numbers[number]) for number, name in db.session.execute(named)]
