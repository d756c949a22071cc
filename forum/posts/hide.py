"""Hide a post from others, and show it again. Its author still sees it, with the reason and any notice."""

from typing import Any

from forum.db import lock_row, utcnow
from forum.members.models import Member
from forum.modlog.record import record
from forum.posts.models import Post

TITLE_HIDDEN = "A thread whose first post was hidden"
MOST_REASON = Post.hidden_reason.type.length


def hide_post(post: Post, moderator: Member, reason: str) -> bool:
    """Take the post out of others' view. Return False when it is hidden or deleted already.

    Readers are told the reason in its place. Does not commit.
    """
    lock_row(post)
    if post.hidden_at or post.deleted_at:
        return False
    post.hidden_at, post.hidden_by_id, post.hidden_reason = utcnow(), moderator.id, reason
    if post.is_first:
        post.thread.title = TITLE_HIDDEN  # the title is part of what the post said; its revision keeps it
    record(moderator, "hid post", post, before={"post": "shown"}, after={"post": "hidden"}, note=reason)
    return True


def show_post(post: Post, moderator: Member) -> bool:
    """Let everybody read it again. Return False when it was not hidden. Does not commit."""
    lock_row(post)
    if not post.hidden_at:
        return False
    reason = post.hidden_reason
    post.hidden_at, post.hidden_by_id, post.hidden_reason = None, None, ""
    if post.is_first and not post.deleted_at:
        post.thread.title = post.revision.title
    before, after = {"post": "hidden"}, {"post": "shown"}
    record(moderator, "showed post", post, before=before, after=after, note=reason)
    return True


def is_hidden_from(post: Post, viewer: Any) -> bool:
    """True when this reader may not see the text; authors and moderators may. None is everybody."""
    if post.hidden_at is None:
        return False
    if viewer is None or not viewer.is_authenticated:
        return True
    return viewer.id != post.author_id and not viewer.is_moderator
