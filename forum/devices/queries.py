"""Find devices."""

from collections.abc import Sequence

from sqlalchemy import select

from forum.db import db
from forum.devices.models import Device
from forum.keys import hashed
from forum.members.models import Member


def live_device(key: str | None, member: Member) -> Device | None:
    """The member's device with this key, unless it is signed out."""
    if not isinstance(key, str):
        return None
    mine = Device.key == hashed(key), Device.member_id == member.id, Device.ended_at.is_(None)
    return db.session.scalar(select(Device).where(*mine))


def live_devices(member: Member) -> Sequence[Device]:
    """Where the member is signed in, the latest used first."""
    mine = select(Device).filter_by(member_id=member.id, ended_at=None)
    return db.session.scalars(mine.order_by(Device.seen_at.desc(), Device.id.desc())).all()


def get_device(device_id: int, member: Member) -> Device:
    """A device of this member; another's is not there."""
    return db.one_or_404(select(Device).filter_by(id=device_id, member_id=member.id))
