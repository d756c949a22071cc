"""What the board holds about a moderator's own time at the desk, for the export."""

from typing import Any

from sqlalchemy import func, select

from forum.db import db
from forum.desk.models import DeskSettings, HardItem, Pause
from forum.members.models import Member
from forum.oncall.models import Shift
from forum.own_data.post_contents import moment


def desk_of(member: Member) -> list[dict[str, Any]]:
    """Settings, shifts, pauses and how many hard items a day; nothing of the items, which are others'."""
    return [*_settings(member), *_shifts(member), *_pauses(member), *_days(member)]


def _settings(member: Member) -> list[dict[str, Any]]:
    rows = db.session.scalars(select(DeskSettings).filter_by(member_id=member.id))
    return [
        {"zone": row.zone, "quiet_from": row.quiet_from, "quiet_to": row.quiet_to, "folded_texts": row.blur}
        for row in rows
    ]


def _shifts(member: Member) -> list[dict[str, Any]]:
    rows = db.session.scalars(select(Shift).filter_by(member_id=member.id).order_by(Shift.id))
    return [
        {
            "on_call_from": moment(row.starts_at),
            "until": moment(row.ends_at),
            "weekday": row.weekday,
            "from_minute": row.from_minute,
            "to_minute": row.to_minute,
            "zone": row.zone,
        }
        for row in rows
    ]


def _pauses(member: Member) -> list[dict[str, Any]]:
    rows = db.session.scalars(select(Pause).filter_by(member_id=member.id).order_by(Pause.id))
    return [{"paused_from": moment(row.starts_at), "until": moment(row.ends_at)} for row in rows]


def _days(member: Member) -> list[dict[str, Any]]:
    counted = select(HardItem.day, func.count()).where(HardItem.member_id == member.id)
    rows = db.session.execute(counted.group_by(HardItem.day).order_by(HardItem.day))
    return [{"day": day, "hard_items": number} for day, number in rows]
