"""The author's word on their card: it folds, nothing is deleted, and a moderator sees it."""

from sqlalchemy import select

from forum.db import db, utcnow
from forum.members.models import Member
from forum.notices.models import Acknowledgement
from forum.posts.models import Post
from forum.review.intake import open_item
from forum.screening import Level


def say(post: Post, member: Member, word: str) -> bool:
    """Keep the author's word about the current text.

    Return False when they said the same before, or where no card asks: it would fold one unseen.
    """
    if post.screening_state != "done" or post.shown_level < Level.URGENT:
        return False
    standing = _standing(post)
    if standing is not None and standing.word == word:
        return False
    if standing is not None:
        standing.undone_at = utcnow()
    row = Acknowledgement(post=post, revision_id=post.revision_id, member_id=member.id, word=word)
    db.session.add(row)
    db.session.flush()
    open_item(post, "author", row.id, post.shown_level)
    return True


def take_back(post: Post) -> bool:
    """The word does not hold any more: the card unfolds. Return False when there was none."""
    standing = _standing(post)
    if standing is None:
        return False
    standing.undone_at = utcnow()
    return True


def _standing(post: Post) -> Acknowledgement | None:
    said = select(Acknowledgement).filter_by(revision_id=post.revision_id, undone_at=None)
    return db.session.scalar(said.order_by(Acknowledgement.id.desc()).limit(1))
