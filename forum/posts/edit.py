"""Change the text of a post. The old text stays as a revision; the new one is read afresh."""

from forum.db import lock_row, utcnow
from forum.members.models import Member
from forum.posts.models import Post
from forum.posts.write import add_revision
from forum.review.intake import outdate_item


class StaleEdit(Exception):
    """The post was changed since the editor opened it; nothing was saved."""


def edit_post(post: Post, editor: Member, title: str, body: str, based_on: int) -> bool:
    """Save a new revision. Return False when nothing changed; raise `StaleEdit` on an older base.

    `based_on` is the revision number that the editor saw. Does not commit.
    """
    lock_row(post)
    current = post.revision
    # First of all, so that a double click is no stale edit.
    if (title, body) == (current.title, current.body):
        return False
    if current.number != based_on:
        raise StaleEdit
    add_revision(post, editor, title, body, number=current.number + 1)
    outdate_item(post)
    post.edited_at = utcnow()
    if post.is_first and not post.hidden_at:
        post.thread.title = title
    return True
