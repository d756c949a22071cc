"""Read proposals, what was tried, and the stored posts to try on."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from forum.db import db
from forum.members.models import Member, Role
from forum.posts.models import Post, Revision
from forum.trials.models import Backtest, Proposal, Shadow

MOST = 200
"""Proposals on the list: a board makes a few in a year."""


@dataclass(frozen=True, slots=True)
class Stored:
    """The current text of one post."""

    post_id: int
    revision_id: int
    title: str
    body: str


def get_proposal(proposal_id: int) -> Proposal:
    people = (Proposal.proposer, Proposal.approved_by, Proposal.withdrawn_by)
    found = select(Proposal).filter_by(id=proposal_id).options(*(joinedload(person) for person in people))
    return db.session.scalar(found) or abort(404)


def list_proposals() -> Sequence[Proposal]:
    newest = select(Proposal).order_by(Proposal.id.desc()).limit(MOST)
    return db.session.scalars(newest.options(joinedload(Proposal.proposer))).all()


def live_proposals() -> Sequence[Proposal]:
    """In the order in which they went live: a later one may build on an earlier one."""
    live = select(Proposal).filter_by(state="live").order_by(Proposal.live_at, Proposal.id)
    return db.session.scalars(live).all()


def shadow_proposals() -> Sequence[Proposal]:
    return db.session.scalars(select(Proposal).filter_by(state="shadow").order_by(Proposal.id)).all()


def is_any_in_shadow() -> bool:
    return db.session.scalar(select(Proposal.id).filter_by(state="shadow").limit(1)) is not None


def last_backtest(proposal: Proposal) -> Backtest | None:
    of_it = select(Backtest).filter_by(proposal_id=proposal.id).order_by(Backtest.id.desc())
    return db.session.scalar(of_it.limit(1))


def running_backtest(proposal: Proposal) -> Backtest | None:
    of_it = select(Backtest).filter_by(proposal_id=proposal.id, finished_at=None)
    return db.session.scalar(of_it.order_by(Backtest.id.desc()).limit(1))


def backtest_that_counts(proposal: Proposal, version: str) -> Backtest | None:
    """A whole run of this very content against this very reader."""
    of_it = select(Backtest).filter_by(
        proposal_id=proposal.id, content_hash=proposal.content_hash, version=version, fault=""
    )
    return db.session.scalar(
        of_it.where(Backtest.finished_at.is_not(None)).order_by(Backtest.id.desc()).limit(1)
    )


def last_shadow(proposal: Proposal) -> Shadow | None:
    """The last one of this very content."""
    of_it = select(Shadow).filter_by(proposal_id=proposal.id, content_hash=proposal.content_hash)
    return db.session.scalar(of_it.order_by(Shadow.id.desc()).limit(1))


def stored_posts(top_id: int, below: int | None, most: int) -> list[Stored]:
    """The newest posts with their current texts, of those up to `top_id` and below `below`."""
    texts = (
        select(Post.id, Revision.id, Revision.title, Revision.body)
        .join(Revision, Revision.id == Post.revision_id)
        .where(Post.deleted_at.is_(None), Post.id <= top_id)
        .order_by(Post.id.desc())
        .limit(most)
    )
    if below is not None:
        texts = texts.where(Post.id < below)
    return [Stored(*row) for row in db.session.execute(texts)]


def newest_post() -> int:
    return db.session.scalar(select(func.max(Post.id))) or 0


def count_posts(top_id: int) -> int:
    counted = select(func.count(Post.id)).where(Post.deleted_at.is_(None), Post.id <= top_id)
    return db.session.scalar(counted) or 0


def posts_by_id(post_ids: Sequence[int]) -> dict[int, Post]:
    found = select(Post).where(Post.id.in_(post_ids), Post.deleted_at.is_(None))
    rows = db.session.scalars(found.options(joinedload(Post.revision), joinedload(Post.thread)))
    return {post.id: post for post in rows}


def count_admins() -> int:
    """Admins who can sign in."""
    admins = select(func.count(Member.id.distinct())).join(Member.roles)
    return db.session.scalar(admins.where(Role.name == "admin", Member.active)) or 0
