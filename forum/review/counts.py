"""How many open items there are beside each choice of the filter, given the other choices.

Three queries, however many items and choices there are.
"""

from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Integer, case, func, select

from forum.db import db
from forum.members.models import Member
from forum.posts.models import Post
from forum.review.filters import HOLDS, LEVELS, Filters
from forum.review.models import ReviewItem, ReviewReason
from forum.review.narrow import all_of, but, conditions, held, is_late
from forum.threads.models import Thread


@dataclass(slots=True)
class Counts:
    """`all` is every open item by level, whatever the filter. The rest goes by the choices of its filter."""

    all: dict[int, int] = field(default_factory=dict)
    level: dict[str, int] = field(default_factory=dict)
    kind: dict[str, int] = field(default_factory=dict)
    board: dict[str, int] = field(default_factory=dict)
    hold: dict[str, int] = field(default_factory=dict)
    late: int = 0
    matching: int = 0
    """How many fit all that is chosen."""


def count_choices(filters: Filters, moderator: Member) -> Counts:
    found = conditions(filters, moderator)
    counts = _by_row(filters, moderator)
    in_reason = select(ReviewReason.kind, func.count(ReviewItem.id.distinct())).join(ReviewReason.item)
    counts.kind = _pairs(in_reason, but(found, "kind"), ReviewReason.kind)
    on_board = select(Thread.board_id, func.count(ReviewItem.id)).join(ReviewItem.post).join(Post.thread)
    counts.board = _pairs(on_board, but(found, "board"), Thread.board_id)
    return counts


def _pairs(counted: "select", condition: ColumnElement[bool], key) -> dict[str, int]:
    rows = db.session.execute(counted.where(ReviewItem.state == "open", condition).group_by(key))
    return {str(name): number for name, number in rows}


def _by_row(filters: Filters, moderator: Member) -> Counts:
    """What the item's own row tells, in one pass: by level, and within it by claim and lateness."""
    found = conditions(filters, moderator)
    columns = {
        "all": func.count(),
        "level": _how_many(but(found, "level")),
        "late": _how_many(all_of([but(found, "level", "late"), is_late()])),
    } | {hold: _how_many(all_of([but(found, "level", "hold"), held(hold, moderator)])) for hold in HOLDS}
    named = [column.label(f"n_{name}") for name, column in columns.items()]
    open_items = select(ReviewItem.level, *named).where(ReviewItem.state == "open")
    rows = {row.level: row for row in db.session.execute(open_items.group_by(ReviewItem.level))}
    chosen = (
        [rows[level] for level in LEVELS[filters.level][1] if level in rows]
        if filters.level
        else [*rows.values()]
    )
    return Counts(
        all={level: row.n_all for level, row in rows.items()},
        level={
            name: sum(rows[level].n_level for level in levels if level in rows)
            for name, (_, levels) in LEVELS.items()
        },
        hold={hold: sum(getattr(row, f"n_{hold}") for row in chosen) for hold in HOLDS},
        late=sum(row.n_late for row in chosen),
        matching=sum(row.n_level for row in chosen),
    )


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0).cast(Integer)
