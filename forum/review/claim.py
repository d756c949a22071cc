"""Claim an item: "I am on it", for a few minutes at a time, so that nobody has to remember to let go.

A claim is a lease in the item's row. It changes hands by one conditional update, as job leases do: of two
who reach for the item at once the database lets one through. A claim whose time is over holds nothing,
whether or not its row was tidied up.
"""

from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import ColumnElement, and_, or_, update

from forum.db import change_rows, db, utcnow
from forum.members.models import Member
from forum.review.models import ReviewItem

FREE = {"claimed_by_id": None, "claimed_at": None, "claimed_until": None}


def length() -> timedelta:
    """How long a claim lasts unless it is prolonged."""
    return timedelta(minutes=current_app.config["CLAIM_MINUTES"])


def holder(item: ReviewItem) -> Member | None:
    """Who has the item now; None when nobody does or the time is over."""
    if item.state != "open" or item.claimed_until is None or item.claimed_until <= utcnow():
        return None
    return item.claimed_by


def is_held_by_other(item: ReviewItem, moderator: Member) -> bool:
    held_by = holder(item)
    return held_by is not None and held_by.id != moderator.id


def take(item: ReviewItem, moderator: Member) -> bool:
    """Claim a free item, or begin one's own time anew. Return False when another has it, or it is decided."""
    now = utcnow()
    return _change(
        item, is_open_to(moderator), claimed_by_id=moderator.id, claimed_at=now, claimed_until=now + length()
    )


def prolong(item: ReviewItem, moderator: Member) -> bool:
    """Hold on for the whole time again. Return False when it is not, or no longer, this moderator's."""
    now = utcnow()
    is_theirs = (ReviewItem.claimed_by_id == moderator.id) & (ReviewItem.claimed_until > now)
    return _change(item, is_theirs, claimed_until=now + length())


def give_back(item: ReviewItem, moderator: Member) -> bool:
    """Let go. Return False when it was not this moderator's."""
    return _change(item, ReviewItem.claimed_by_id == moderator.id, **FREE)


def take_over(item: ReviewItem, moderator: Member, from_id: int) -> bool:
    """Take the item from whoever was seen to have it. Return False when that has changed meanwhile."""
    now = utcnow()
    is_as_seen = ReviewItem.claimed_by_id == from_id
    return _change(item, is_as_seen, claimed_by_id=moderator.id, claimed_at=now, claimed_until=now + length())


def is_open_to(moderator: Member) -> ColumnElement[bool]:
    """The condition of an item that nobody else has now: free, run out, or theirs already."""
    return or_(is_free(utcnow()), ReviewItem.claimed_by_id == moderator.id)


def is_claimed(now: datetime) -> ColumnElement[bool]:
    """The condition of an item that somebody has."""
    return and_(ReviewItem.claimed_until.is_not(None), ReviewItem.claimed_until > now)


def is_free(now: datetime) -> ColumnElement[bool]:
    """The condition of an item that nobody has: a claim whose time is over holds nothing."""
    return or_(ReviewItem.claimed_until.is_(None), ReviewItem.claimed_until <= now)


def _change(item: ReviewItem, condition: ColumnElement[bool], **values: object) -> bool:
    """Does not commit."""
    db.session.flush()
    of_item = (ReviewItem.id == item.id, ReviewItem.state == "open", condition)
    changed = change_rows(update(ReviewItem).where(*of_item).values(**values))
    db.session.refresh(item)
    return changed == 1
