"""What a moderator should know of an author: since when, how much, and what came to the queue before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased, contains_eager

from forum.db import db
from forum.modlog.models import ModLogEntry
from forum.posts.models import Post
from forum.review.decide import DONE
from forum.review.models import Decision, ReviewItem

EARLIER = 5


@dataclass(frozen=True, slots=True)
class Counts:
    """Of one author. `keep`, `change` and `remove` count what was decided about their posts and stands."""

    posts: int
    hidden: int
    waiting: int
    keep: int
    change: int
    remove: int
    silenced: int
    suspended: int


@dataclass(frozen=True, slots=True)
class Earlier:
    """Another item of the author, with what stands about it."""

    item: ReviewItem
    decision: Decision | None

    @property
    def outcome(self) -> str:
        if self.item.state == "open":
            return "still waits"
        return DONE[self.decision.verdict] if self.decision else "decided about an earlier text"


def counts_of(item: ReviewItem) -> Counts | None:
    """All counts in one query; None for former members, who share one row."""
    author = item.post.author
    if author.is_former:
        return None
    posts = select(func.count(Post.id)).where(Post.author_id == author.id, Post.deleted_at.is_(None))
    items = select(func.count(ReviewItem.id)).join(ReviewItem.post).where(Post.author_id == author.id)
    decided = select(func.count(Decision.id)).join(Decision.item).join(ReviewItem.post)
    decided = decided.where(Post.author_id == author.id, Decision.undone_at.is_(None))
    acts = select(func.count(ModLogEntry.id)).where(
        ModLogEntry.member_id == author.id, ModLogEntry.thread_id.is_(None)
    )
    columns: dict[str, Any] = {
        "posts": posts,
        "hidden": posts.where(Post.hidden_at.is_not(None)),
        "waiting": items.where(ReviewItem.state == "open", ReviewItem.id != item.id),
        **{verdict: decided.where(Decision.verdict == verdict) for verdict in ("keep", "change", "remove")},
        **{action: acts.where(ModLogEntry.action == action) for action in ("silenced", "suspended")},
    }
    asked = select(*(query.scalar_subquery().label(name) for name, query in columns.items()))
    return Counts(**db.session.execute(asked).one()._mapping)


def earlier_items(item: ReviewItem) -> Sequence[Earlier]:
    """The author's newest other items, with the decision that stands; none for former members."""
    if item.post.author.is_former:
        return []
    any_of = aliased(Decision)
    newest = select(func.max(any_of.id)).where(any_of.item_id == ReviewItem.id, any_of.undone_at.is_(None))
    standing = newest.correlate(ReviewItem).scalar_subquery()
    found = (
        select(ReviewItem, Decision)
        .join(ReviewItem.post)
        .join(Post.thread)
        .outerjoin(Decision, Decision.id == standing)
        .where(Post.author_id == item.post.author_id, ReviewItem.id != item.id)
        .order_by(ReviewItem.id.desc())
        .limit(EARLIER)
        .options(contains_eager(ReviewItem.post).contains_eager(Post.thread))
    )
    return [Earlier(row, decision) for row, decision in db.session.execute(found)]
