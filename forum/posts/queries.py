"""Find posts, and page through a thread by post id."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import abort, current_app
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from forum.boards.models import Board
from forum.db import db, utcnow, without_zone
from forum.members.models import Member
from forum.posts.hide import is_hidden_from
from forum.posts.models import Post, Revision
from forum.threads.models import Thread
from forum.threads.queries import get_thread

WHOLE_POST = (joinedload(Post.revision), joinedload(Post.author).selectinload(Member.roles))


@dataclass(frozen=True, slots=True)
class PostPage:
    """Posts in the order they were written. `after` leads to this page; None is the first one.

    `newer` is the `after` of the next page; `has_older` says that a page stands before this one.
    """

    posts: list[Post]
    newer: int | None
    older: int | None
    has_older: bool


def get_post(post_id: int, viewer: Any = None) -> Post:
    """The post with its thread; 404 when unknown, 410 when it, its thread or its board was deleted.

    A hidden post is as good as deleted, but not for its author and for moderators as `viewer`.
    """
    post = db.get_or_404(Post, post_id, options=[joinedload(Post.revision), joinedload(Post.author)])
    if post.deleted_at is not None or is_hidden_from(post, viewer):
        abort(410)
    get_thread(post.thread_id)
    return post


def get_own_post(post_id: int, member: Member) -> Post:
    """As `get_post`; 403 when somebody else wrote it."""
    post = get_post(post_id, member)
    if post.author_id != member.id:
        abort(403)
    return post


def page_of_posts(thread: Thread, after: int | None) -> PostPage:
    """The posts after the id `after`; deleted and hidden ones stay as a line: the talk must make sense."""
    size = current_app.config["POSTS_PER_PAGE"]
    of_thread = select(Post).where(Post.thread_id == thread.id).order_by(Post.id).options(*WHOLE_POST)
    found = list(db.session.scalars(of_thread.where(Post.id > (after or 0)).limit(size + 1)))
    newer = found[size - 1].id if len(found) > size else None
    has_older = bool(after and not (found and found[0].is_first))  # also when nothing stands after it
    return PostPage(found[:size], newer, _page_before(thread, after, size) if has_older else None, has_older)


def _page_before(thread: Thread, after: int | None, size: int) -> int | None:
    """The `after` of the page before: the id that stands one page above, or None for the first page."""
    ids = select(Post.id).where(Post.thread_id == thread.id, Post.id <= (after or 0)).order_by(Post.id.desc())
    return db.session.scalar(ids.offset(size).limit(1))


def page_start(post: Post) -> int | None:
    """The `after` of the page on which a post stands, counted from the thread's first post."""
    size = current_app.config["POSTS_PER_PAGE"]
    before = select(Post.id).where(Post.thread_id == post.thread_id, Post.id < post.id)
    place = db.session.scalar(select(func.count()).select_from(before.subquery())) or 0
    if place < size:
        return None
    return db.session.scalar(before.order_by(Post.id.desc()).offset(place % size).limit(1))


def first_unread(thread: Thread, read_to: int) -> Post | None:
    """The first post after the one that was read last."""
    return db.session.scalar(
        select(Post).where(Post.thread_id == thread.id, Post.id > read_to).order_by(Post.id).limit(1)
    )


def post_of_form(author: Member, form_key: str) -> Post | None:
    """The post that this form made already: a double click finds its first post here."""
    return db.session.scalar(select(Post).filter_by(author_id=author.id, form_key=form_key))


def said_before(post: Post, title: str, body: str) -> bool:
    """True when some version of the post says exactly this."""
    same = select(Revision.id).filter_by(post_id=post.id, title=title, body=body)
    return db.session.scalar(same.limit(1)) is not None


def revisions(post: Post) -> list[Revision]:
    """All texts of a post, newest first."""
    of_post = select(Revision).where(Revision.post_id == post.id).order_by(Revision.number.desc())
    return list(db.session.scalars(of_post.options(selectinload(Revision.editor))))


def posts_of(member: Member, before: int | None, viewer: Any = None) -> tuple[list[Post], int | None]:
    """A member's posts as `viewer` may see them, newest first, and the key of the next page."""
    size = current_app.config["POSTS_PER_PAGE"]
    theirs = (
        select(Post)
        .join(Post.thread)
        .join(Thread.board)
        .where(Post.author_id == member.id, Post.deleted_at.is_(None))
        .where(Thread.deleted_at.is_(None), Board.deleted_at.is_(None))
        .order_by(Post.id.desc())
        .options(*WHOLE_POST, joinedload(Post.thread))
    )
    sees_hidden = viewer is not None and viewer.is_authenticated
    if not sees_hidden or (viewer.id != member.id and not viewer.is_moderator):
        theirs = theirs.where(Post.hidden_at.is_(None))
    if before:
        theirs = theirs.where(Post.id < before)
    found = list(db.session.scalars(theirs.limit(size + 1)))
    return found[:size], found[size - 1].id if len(found) > size else None


LONG_STANDING = timedelta(days=30)
LONG_STANDING_POSTS = 10


def has_long_standing(member: Member) -> bool:
    """True for who joined a month ago and wrote ten posts that still stand: limits are gentler for them."""
    joined_before = without_zone(utcnow() - LONG_STANDING)
    if not member.create_datetime or member.create_datetime > joined_before:
        return False
    theirs = select(Post.id).filter_by(author_id=member.id, deleted_at=None, hidden_at=None)
    return len(db.session.scalars(theirs.limit(LONG_STANDING_POSTS)).all()) == LONG_STANDING_POSTS
