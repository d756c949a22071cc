"""Delete a post: its text is no longer shown, its rows stay for the review queue and the log."""

from forum.db import utcnow
from forum.members.models import Member
from forum.modlog.record import record
from forum.posts.models import Post

TITLE_GONE = "A thread whose first post was deleted"


def delete_post(post: Post, member: Member) -> bool:
    """Take the post's text from the page. Return False when it was deleted already.

    A moderator who deletes another's post leaves a mod log entry.
    """
    if post.deleted_at:
        return False
    post.deleted_at = utcnow()
    post.deleted_by_id = member.id
    if post.is_first:
        post.thread.title = TITLE_GONE  # the title is part of what the post said; its revision keeps it
    if member.id != post.author_id:
        record(member, "deleted post", post)
    return True
