"""Find devices."""

from collections.abc import Sequence

from sqlalchemy import select

from forum.db import db
from forum.devices.models import Device
from forum.keys import hashed
from forum.members.models import Member
from forum.own_data.models import Closing


def live_device(key: str | None, member: Member) -> Device | None:
    """The member's device with this key, unless it is signed out."""
    found = live_session(key, member)
    return found[0] if found else None


def live_session(key: str | None, member: Member) -> tuple[Device, bool] | None:
    """As `live_device`, and whether the account is to be deleted: each request asks both, in one query."""
    if not isinstance(key, str):
        return None
    mine = Device.key == hashed(key), Device.member_id == member.id, Device.ended_at.is_(None)
    closing = Closing.member_id == Device.member_id
    row = db.session.execute(select(Device, Closing.id).outerjoin(Closing, closing).where(*mine)).first()
    return (row[0], row[1] is not None) if row else None


def live_devices(member: Member) -> Sequence[Device]:
    """Where the member is signed in, the latest used first."""
    mine = select(Device).filter_by(member_id=member.id, ended_at=None)
    return db.session.scalars(mine.order_by(Device.seen_at.desc(), Device.id.desc())).all()


def get_device(device_id: int, member: Member) -> Device:
    """A device of this member; another's is not there."""
    return db.one_or_404(select(Device).filter_by(id=device_id, member_id=member.id))
