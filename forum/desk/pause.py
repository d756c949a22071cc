"""Take a pause from the desk: hand everything back, be off call, and come back when one likes."""

from datetime import datetime

from sqlalchemy import or_, select, update

from forum.asks.pass_on import pass_on
from forum.db import change_rows, db, lock_row, utcnow
from forum.desk.models import Pause
from forum.desk.notes import tell
from forum.members.models import Member
from forum.modlog.record import record_member
from forum.oncall.cover import on_call
from forum.oncall.people import present_moderators
from forum.review.claim import FREE
from forum.review.models import ReviewItem


def running_pause(member: Member) -> Pause | None:
    now = utcnow()
    not_over = or_(Pause.ends_at.is_(None), Pause.ends_at > now)
    theirs = select(Pause).where(Pause.member_id == member.id, Pause.starts_at <= now, not_over)
    return db.session.scalar(theirs.order_by(Pause.id.desc()).limit(1))


def pause(member: Member, until: datetime | None = None) -> bool:
    """Begin a pause, until then or until they come back. Return False while one runs. Does not commit."""
    lock_row(member)  # a double click pauses once
    if running_pause(member) is not None:
        return False
    db.session.add(Pause(member_id=member.id, starts_at=utcnow(), ends_at=until))
    db.session.flush()
    given_back = _give_back(member)
    others = [other for other in on_call() or present_moderators() if other.id != member.id]
    for other in others:
        tell(other, "paused", sender=member)
    passed_on = pass_on(member, others)
    told = {"until": f"{until:%Y-%m-%d %H:%M} UTC"} if until else {}
    record_member(
        "paused", member, member, after=told | {"items given back": given_back, "asks passed on": passed_on}
    )
    return True


def come_back(member: Member) -> bool:
    """End the pause now. Return False when none runs. Does not commit."""
    now = utcnow()
    not_over = or_(Pause.ends_at.is_(None), Pause.ends_at > now)
    theirs = update(Pause).where(Pause.member_id == member.id, Pause.starts_at <= now, not_over)
    if not change_rows(theirs.values(ends_at=now)):
        return False
    record_member("came back", member, member, after={})
    return True


def _give_back(member: Member) -> int:
    """Free every claim of theirs; return how many items."""
    theirs = (ReviewItem.claimed_by_id == member.id, ReviewItem.state == "open")
    return change_rows(update(ReviewItem).where(*theirs).values(**FREE))
