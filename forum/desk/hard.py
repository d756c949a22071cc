"""Count what is hard to read: the crisis and emergency items of a moderator's own day. It stops nobody."""

from datetime import timedelta

from flask import current_app
from sqlalchemy import delete, func, select

from forum.db import add_once, change_rows, db, utcnow
from forum.desk.models import HardItem
from forum.desk.settings import settings_of
from forum.desk.zones import day_of, zone_of
from forum.members.models import Member
from forum.review.models import ReviewItem
from forum.screening import Level

KEPT_FOR = timedelta(days=30)


def count_hard(member: Member, item: ReviewItem) -> bool:
    """Count an item that they read or decided. False when it does not count, or counts already."""
    if item.level < Level.EMERGENCY:
        return False
    return add_once(HardItem, member_id=member.id, item_id=item.id, day=_day(member))


def hard_today(member: Member) -> int:
    """How many hard items they had today, by the calendar of their own zone."""
    counted = select(func.count(HardItem.id)).filter_by(member_id=member.id, day=_day(member))
    return db.session.scalar(counted) or 0


def is_enough(number: int) -> bool:
    return number >= current_app.config["HARD_ITEMS_A_DAY"]


def sweep() -> None:
    """Forget which items were hard a month ago. The caller commits."""
    change_rows(delete(HardItem).where(HardItem.day < (utcnow() - KEPT_FOR).date().isoformat()))


def _day(member: Member) -> str:
    return day_of(utcnow(), zone_of(settings_of(member).zone))
