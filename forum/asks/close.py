"""Close what is still asked about an item that was decided: nobody has to answer it any more."""

from sqlalchemy import update

from forum.asks.models import Ask
from forum.db import change_rows, utcnow
from forum.members.models import Member
from forum.review.models import ReviewItem


def close_asks(item: ReviewItem, member: Member) -> bool:
    """Return False when nothing was open. Does not commit."""
    still_open = update(Ask).where(Ask.item_id == item.id, Ask.answered_at.is_(None))
    return change_rows(still_open.values(answered_at=utcnow(), answered_by_id=member.id)) > 0
