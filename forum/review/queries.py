"""Find a review item and what a moderator needs to see beside it."""

from flask import abort
from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from forum.db import db
from forum.members.models import Member
from forum.notices.models import Acknowledgement
from forum.posts.models import Post
from forum.reports.models import Report
from forum.review.models import Decision, ReviewItem, Screening

AROUND = 3
RECENT = 5

WITH_POST = (
    joinedload(ReviewItem.post).joinedload(Post.revision),
    joinedload(ReviewItem.post).joinedload(Post.thread),
    joinedload(ReviewItem.post).joinedload(Post.author).selectinload(Member.roles),
    selectinload(ReviewItem.reasons),
)


def get_item(item_id: int) -> ReviewItem:
    item = db.session.scalar(
        select(ReviewItem)
        .where(ReviewItem.id == item_id)
        .options(*WITH_POST, joinedload(ReviewItem.claimed_by))
    )
    if item is None:
        abort(404)
    return item


def screening_of(post: Post) -> Screening | None:
    """The screening of the text that is shown now, with its findings."""
    of_text = select(Screening).where(Screening.revision_id == post.revision_id)
    return db.session.scalar(of_text.options(selectinload(Screening.findings)))


def screenings_of(posts: list[Post]) -> dict[int, Screening]:
    """The same for many posts at once, by revision id."""
    of_texts = select(Screening).where(Screening.revision_id.in_([post.revision_id for post in posts]))
    found = db.session.scalars(of_texts.options(selectinload(Screening.findings)))
    return {row.revision_id: row for row in found}


def reports_on(post: Post) -> list[Report]:
    on_post = select(Report).where(Report.post_id == post.id).order_by(Report.id)
    return list(db.session.scalars(on_post.options(joinedload(Report.reporter))))


def author_words_on(post: Post) -> list[Acknowledgement]:
    """What the author said of the card, the newest last; taken back ones too."""
    return list(
        db.session.scalars(select(Acknowledgement).filter_by(post_id=post.id).order_by(Acknowledgement.id))
    )


def decisions_on(item: ReviewItem) -> list[Decision]:
    """Everything that was decided about this post, newest first."""
    on_item = select(Decision).where(Decision.item_id == item.id).order_by(Decision.id.desc())
    return list(db.session.scalars(on_item.options(joinedload(Decision.moderator))))


def standing_decision(item: ReviewItem, before: Decision | None = None) -> Decision | None:
    """The decision that holds now, or held `before` that one: the newest on the shown text, not undone."""
    standing = select(Decision).filter_by(item_id=item.id, revision_id=item.post.revision_id, undone_at=None)
    if before is not None:
        standing = standing.where(Decision.id < before.id)
    return db.session.scalar(standing.order_by(Decision.id.desc()).limit(1))


def posts_around(post: Post) -> list[Post]:
    """The post with a few before and after it in its thread."""
    of_thread = select(Post.id).where(Post.thread_id == post.thread_id)
    before = of_thread.where(Post.id < post.id).order_by(Post.id.desc()).limit(AROUND).subquery()
    after = of_thread.where(Post.id >= post.id).order_by(Post.id).limit(AROUND + 1).subquery()
    near = select(Post).where(or_(Post.id.in_(select(before.c.id)), Post.id.in_(select(after.c.id))))
    whole = (joinedload(Post.revision), joinedload(Post.author))
    return list(db.session.scalars(near.order_by(Post.id).options(*whole)))


def recent_posts(post: Post) -> list[Post]:
    """The author's newest posts besides this one; none for former members, who share one row."""
    if post.author.is_former:
        return []
    theirs = (
        select(Post)
        .join(Post.thread)
        .where(Post.author_id == post.author_id, Post.id != post.id, Post.deleted_at.is_(None))
        .order_by(Post.id.desc())
        .limit(RECENT)
        .options(joinedload(Post.revision), contains_eager(Post.thread))
    )
    return list(db.session.scalars(theirs))
