"""Put a moderator on call, and take them off."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from forum.db import db, utcnow
from forum.desk.settings import settings_of
from forum.desk.zones import at_minute, minute_of, zone_of
from forum.members.models import Member
from forum.modlog.record import record_member
from forum.oncall.models import Shift


@dataclass(frozen=True, slots=True)
class Plan:
    """What was asked for, by the clocks of whoever is on call; over midnight when `ends` is not the later."""

    day: date
    begins: time
    ends: time
    is_weekly: bool = False


def put_on_call(member: Member, plan: Plan, moderator: Member) -> Shift | None:
    """Add a shift, from now on at the earliest: hours that nobody had stay without cover.

    Return None for a single one that is over already. Does not commit.
    """
    now = utcnow()
    zone_name = settings_of(member).zone
    zone, begins, ends = zone_of(zone_name), minute_of(plan.begins), minute_of(plan.ends)
    last_day = plan.day + timedelta(days=1) if ends <= begins else plan.day
    starts_at, ends_at = at_minute(plan.day, begins, zone), at_minute(last_day, ends, zone)
    if ends_at <= now and not plan.is_weekly:
        return None
    shift = Shift(
        member=member,
        starts_at=max(starts_at, now),
        ends_at=None if plan.is_weekly else ends_at,
        weekday=plan.day.weekday() if plan.is_weekly else None,
        from_minute=begins,
        to_minute=ends,
        zone=zone_name,
    )
    db.session.add(shift)
    record_member("put on call", member, moderator, after=_told(shift))
    return shift


def take_off_call(shift: Shift, moderator: Member) -> bool:
    """End a shift now; one that has not begun goes. Return False when it is over. Does not commit."""
    now = utcnow()
    if shift.ends_at is not None and shift.ends_at <= now:
        return False
    record_member("taken off call", shift.member, moderator, after=_told(shift))
    if shift.starts_at >= now:
        db.session.delete(shift)
    else:
        shift.ends_at = now
    return True


def _told(shift: Shift) -> dict[str, str]:
    """The shift as the mod log has it."""
    return {
        "from": f"{shift.starts_at:%Y-%m-%d %H:%M} UTC",
        "to": f"{shift.ends_at:%Y-%m-%d %H:%M} UTC" if shift.ends_at else "every week",
    }
