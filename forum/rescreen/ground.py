"""What a chunk of readings meets in the tables; any number is loaded and written with as many queries."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from forum.db import db, lock_rows, utcnow
from forum.posts.models import Post
from forum.rescreen.read import Read
from forum.review.models import Decision, Finding, ReviewItem, ReviewReason, Screening

Reason = tuple[int, str, int]
"""Post, kind and subject of a review reason."""


@dataclass(slots=True)
class PostRow:
    id: int
    revision_id: int | None
    shown_level: int
    screening_state: str


@dataclass(slots=True)
class ItemRow:
    """A review item; `id` is None until it is written."""

    id: int | None
    post_id: int
    state: str
    level: int
    opened_at: datetime
    clock_at: datetime
    decided_at: datetime | None
    version: int


@dataclass(slots=True)
class Ground:
    """Rows by their keys. `items` and `posts` are changed in place; what is added stands below them."""

    stamps: dict[int, tuple[Any, ...]]
    posts: dict[int, PostRow]
    items: dict[int, ItemRow]
    """By post id."""
    decided: set[int]
    """Revisions that a moderator's decision stands on."""
    reasons: set[Reason]
    shown: set[int] = field(default_factory=set)
    """Posts that were changed."""
    touched: set[int] = field(default_factory=set)
    """Posts whose item was changed."""
    new_reasons: list[Reason] = field(default_factory=list)
    screenings: list[dict[str, Any]] = field(default_factory=list)
    findings: list[dict[str, Any]] = field(default_factory=list)


def load(reads: Sequence[Read]) -> Ground:
    """Lock the posts, then read what stands now: what was listed may have changed meanwhile."""
    post_ids = sorted({read.text.post_id for read in reads})
    lock_rows(Post, post_ids)
    revisions = [read.text.revision_id for read in reads]
    screenings = select(Screening.id, Screening.state, Screening.version, Screening.finished_at)
    posts = select(Post.id, Post.revision_id, Post.shown_level, Post.screening_state)
    decided = select(Decision.revision_id).where(Decision.undone_at.is_(None))
    item_of = ReviewItem
    items = select(
        item_of.id,
        item_of.post_id,
        item_of.state,
        item_of.level,
        item_of.opened_at,
        item_of.clock_at,
        item_of.decided_at,
        item_of.version,
    )
    reasons = select(ReviewItem.post_id, ReviewReason.kind, ReviewReason.subject_id).join(ReviewReason.item)
    run = db.session.execute
    found = run(screenings.where(Screening.revision_id.in_(revisions)))
    return Ground(
        stamps={row[0]: tuple(row[1:]) for row in found},
        posts={row[0]: PostRow(*row) for row in run(posts.where(Post.id.in_(post_ids)))},
        items={row[1]: ItemRow(*row) for row in run(items.where(ReviewItem.post_id.in_(post_ids)))},
        decided=set(db.session.scalars(decided.where(Decision.revision_id.in_(revisions)))),
        reasons={tuple(row) for row in run(reasons.where(ReviewItem.post_id.in_(post_ids)))},
    )


def write(ground: Ground) -> None:
    """Store what was changed. Does not commit."""
    _change(Screening, ground.screenings)
    _replace_findings(ground)
    _change(Post, [asdict(ground.posts[post_id]) for post_id in sorted(ground.shown)])
    touched = [ground.items[post_id] for post_id in sorted(ground.touched)]
    _change(ReviewItem, [asdict(item) for item in touched if item.id is not None])
    _add_items([item for item in touched if item.id is None])
    now = utcnow()
    _add(
        ReviewReason,
        [
            {"item_id": ground.items[post_id].id, "kind": kind, "subject_id": subject, "created_at": now}
            for post_id, kind, subject in ground.new_reasons
        ],
    )


def _replace_findings(ground: Ground) -> None:
    screening_ids = [row["id"] for row in ground.screenings]
    old = delete(Finding).where(Finding.screening_id.in_(screening_ids))
    db.session.execute(old, execution_options={"synchronize_session": False})
    _add(Finding, ground.findings)


def _change(table: type, rows: list[dict[str, Any]]) -> None:
    """Rows with the same columns go to the database as one statement."""
    if rows:
        db.session.execute(update(table), rows)


def _add(table: type, rows: list[dict[str, Any]]) -> None:
    if rows:
        db.session.execute(insert(table), rows)


def _add_items(items: list[ItemRow]) -> None:
    if not items:
        return
    rows = [{name: value for name, value in asdict(item).items() if name != "id"} for item in items]
    added = insert(ReviewItem).returning(ReviewItem.post_id, ReviewItem.id)
    ids = {post_id: item_id for post_id, item_id in db.session.execute(added, rows)}
    for item in items:
        item.id = ids[item.post_id]
