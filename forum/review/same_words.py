"""What people decided about the same words in other posts.

Only the newest decisions are looked through: then the question costs the same on a board of any age, and
old verdicts tell less, as rules and wording change.
"""

from collections.abc import Sequence

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from forum.db import db
from forum.posts.models import Post, Revision
from forum.review.last_text import fold
from forum.review.models import Decision, Finding, ReviewItem, Screening

WINDOW = 1000
MOST = 5


def decisions_on_same_words(item: ReviewItem, findings: Sequence[Finding]) -> list[Decision]:
    """Standing decisions on other items that quote the same words for the same sign, the newest first."""
    revision = item.post.revision
    said = {(f.concept, fold(getattr(revision, f.field)[f.start : f.end])) for f in findings}
    if not said:
        return []
    matching = _newest(item).join(Screening, Screening.revision_id == Decision.revision_id)
    matching = matching.join(Finding).join(Revision, Revision.id == Decision.revision_id)
    same = or_(*(and_(Finding.concept == concept, _folded() == words) for concept, words in sorted(said)))
    found = (
        select(Decision)
        .where(Decision.id.in_(matching.where(same)))
        .join(Decision.item)
        .join(ReviewItem.post)
        .order_by(Decision.id.desc())
        .limit(MOST)
        .options(
            joinedload(Decision.moderator),
            contains_eager(Decision.item).contains_eager(ReviewItem.post).joinedload(Post.thread),
        )
    )
    return list(db.session.scalars(found))


def _newest(item: ReviewItem):
    """Ids of the window's decisions, to be narrowed."""
    window = select(Decision.id).where(Decision.undone_at.is_(None), Decision.item_id != item.id)
    newest = window.order_by(Decision.id.desc()).limit(WINDOW).subquery()
    return select(Decision.id).join(newest, newest.c.id == Decision.id)


def _folded():
    """A finding's words as `fold` has them, but for runs of spaces and letters that SQLite cannot lower."""
    text = case((Finding.field == "title", Revision.title), else_=Revision.body)
    words = func.substr(text, Finding.start + 1, Finding.end - Finding.start)
    return func.lower(func.replace(words, "\n", " "))
