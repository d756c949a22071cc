"""Who is on call when: shifts and pauses laid over each other, as stretches of time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from forum.db import db, utcnow
from forum.desk.models import Pause
from forum.desk.zones import at_minute, zone_of
from forum.members.models import Member
from forum.oncall.models import Shift

LOOKS_AHEAD = timedelta(days=14)
"""How far "next" looks; a shift later than that helps nobody today."""
DAY = timedelta(days=1)

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time in which the same moderators are on call; `members` is empty when nobody is."""

    starts_at: datetime
    ends_at: datetime
    members: tuple[Member, ...]

    @property
    def hours(self) -> float:
        return (self.ends_at - self.starts_at) / timedelta(hours=1)


def cover(start: datetime, end: datetime) -> list[Stretch]:
    """The whole time from `start` to `end` in stretches, without gaps between them. Two queries."""
    spans = [(span, shift.member) for shift in _shifts(start, end) for span in times_of(shift, start, end)]
    away = _pauses(start, end)
    moments = {start, end}
    for begins, ends in (*(span for span, _ in spans), *(span for _, span in away)):
        moments |= {moment for moment in (begins, ends) if start < moment < end}
    stretches: list[Stretch] = []
    places = sorted(moments)
    for begins, ends in zip(places, places[1:], strict=False):
        absent = {member_id for member_id, span in away if span[0] <= begins < span[1]}
        present = {m.id: m for span, m in spans if span[0] <= begins < span[1] and m.id not in absent}
        members = tuple(sorted(present.values(), key=lambda member: member.id))
        if stretches and stretches[-1].members == members:
            begins = stretches.pop().starts_at
        stretches.append(Stretch(begins, ends, members))
    return stretches


def hours_without_cover(start: datetime, end: datetime) -> float:
    """How many hours between the two nobody was, or will be, on call."""
    return sum(stretch.hours for stretch in cover(start, end) if not stretch.members)


def on_call(now: datetime | None = None) -> list[Member]:
    """Who is on call at this moment, in the order of ids."""
    now = now or utcnow()
    return list(cover(now, now + timedelta(seconds=1))[0].members)


def next_on_call(now: datetime | None = None) -> Stretch | None:
    """The first stretch to come that somebody new takes. None when nobody does in the next two weeks."""
    now = now or utcnow()
    first, *later = cover(now, now + LOOKS_AHEAD)
    present = {member.id for member in first.members}
    return next((s for s in later if {member.id for member in s.members} - present), None)


def times_of(shift: Shift, start: datetime, end: datetime) -> Iterator[Span]:
    """When the shift is between `start` and `end`, cut at both."""
    first, last = max(start, shift.starts_at), min(end, shift.ends_at or end)
    for begins, ends in [(shift.starts_at, last)] if shift.weekday is None else _weekly(shift, first, last):
        begins, ends = max(begins, first), min(ends, last)
        if begins < ends:
            yield begins, ends


def _weekly(shift: Shift, start: datetime, end: datetime) -> Iterator[Span]:
    """By the clocks of the shift's zone: the night in which they change is an hour longer or shorter."""
    zone = zone_of(shift.zone)
    is_over_midnight = shift.to_minute <= shift.from_minute
    day = start.astimezone(zone).date() - DAY  # one that began yesterday may not be over
    while day <= end.astimezone(zone).date():
        if day.weekday() == shift.weekday:
            begins = at_minute(day, shift.from_minute, zone)
            yield begins, at_minute(day + DAY if is_over_midnight else day, shift.to_minute, zone)
        day += DAY


def _shifts(start: datetime, end: datetime) -> Sequence[Shift]:
    """Those of moderators only: who has laid the role down is on call no more."""
    there = select(Shift).where(Shift.starts_at < end, or_(Shift.ends_at.is_(None), Shift.ends_at > start))
    with_member = joinedload(Shift.member).selectinload(Member.roles)
    found = db.session.scalars(there.order_by(Shift.id).options(with_member))
    return [shift for shift in found if may_be_on_call(shift.member)]


def may_be_on_call(member: Member) -> bool:
    return member.is_moderator and member.active and not (member.is_suspended or member.is_silenced)


def _pauses(start: datetime, end: datetime) -> list[tuple[int, Span]]:
    there = select(Pause).where(Pause.starts_at < end, or_(Pause.ends_at.is_(None), Pause.ends_at > start))
    never = datetime.max.replace(tzinfo=UTC)
    return [(p.member_id, (p.starts_at, p.ends_at or never)) for p in db.session.scalars(there)]
