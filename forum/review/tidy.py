"""Empty the columns of claims that are over. They hold nothing, but live pages learn of their end."""

from sqlalchemy import exists, select, update

from forum.db import change_rows, db, utcnow
from forum.review.claim import FREE
from forum.review.models import ReviewItem


def free_expired() -> int:
    """Return how many claims were emptied. Does not commit."""
    is_over = ReviewItem.claimed_until <= utcnow()
    # Asked first: an update that finds nothing still takes SQLite's one write lock, every second.
    if not db.session.scalar(select(exists().where(ReviewItem.claimed_by_id.is_not(None), is_over))):
        return 0
    return change_rows(update(ReviewItem).where(is_over).values(**FREE))
