"""Empty what a member wrote, in every revision, with all that was read out of it. A few statements for any
number of posts."""

from typing import Any

from sqlalchemy import delete, func, select, update

from forum.db import change_rows, utcnow
from forum.members.models import Member
from forum.notices.models import Acknowledgement
from forum.posts.delete import TITLE_GONE
from forum.posts.models import Post, Revision
from forum.review.models import Finding, ReviewItem, Screening
from forum.threads.models import Thread


def empty_texts(member: Member, *, only_deleted: bool) -> None:
    """Delete the member's posts and empty their texts; `only_deleted` takes those that were deleted before.

    Decisions and log entries about them stay: they say what was done, not what the text said. Review
    items that are open are closed, as there is nothing left to read. Does not commit.
    """
    if only_deleted:
        posts = select(Post.id).where(Post.author_id == member.id, Post.deleted_at.is_not(None))
    else:
        posts = select(Post.id).where(Post.author_id == member.id)
    _empty_revisions(posts)
    first = select(Post.thread_id).where(Post.id.in_(posts), Post.is_first)
    change_rows(update(Thread).where(Thread.id.in_(first)).values(title=TITLE_GONE))
    change_rows(delete(Acknowledgement).where(Acknowledgement.post_id.in_(posts)))
    _close_items(posts)
    gone = update(Post).where(Post.id.in_(posts))
    change_rows(
        gone.values(
            deleted_at=func.coalesce(Post.deleted_at, utcnow()),
            deleted_by_id=func.coalesce(Post.deleted_by_id, member.id),
            shown_level=0,
            screening_state="done",
        )
    )


def _empty_revisions(posts: Any) -> None:
    texts = select(Revision.id).where(Revision.post_id.in_(posts))
    screenings = select(Screening.id).where(Screening.revision_id.in_(texts))
    change_rows(delete(Finding).where(Finding.screening_id.in_(screenings)))
    # A screening that is under way reads the empty text when it comes to it.
    quiet = update(Screening).where(Screening.revision_id.in_(texts))
    change_rows(quiet.values(state="done", level=0, second_look=False))
    change_rows(update(Revision).where(Revision.post_id.in_(posts)).values(title="", body="", html=""))


def _close_items(posts: Any) -> None:
    items = update(ReviewItem).where(ReviewItem.post_id.in_(posts), ReviewItem.state != "decided")
    closed = items.values(state="decided", decided_at=utcnow(), level=0, version=ReviewItem.version + 1)
    change_rows(closed)
