"""Begin and end devices: one row from sign-in to sign-out. Nothing here commits."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select, update

from forum.db import db, utcnow
from forum.devices.models import Device, KnownBrowser
from forum.keys import hashed, new_key
from forum.members.models import Member

ENDED_ROWS_STAY = timedelta(days=30)
UNUSED_ENDS_AFTER = timedelta(days=90)
"""A cookie is gone long before; its row should not stand in the list for ever."""
BROWSER_COOKIE_LASTS = timedelta(days=400)
"""As long as browsers keep any cookie; afterwards its row knows nobody."""


def begin(member: Member, label: str) -> str:
    """Add a device and return the key for its session cookie; the table keeps the key's hash only."""
    key = new_key()
    db.session.add(Device(member=member, key=hashed(key), label=label))
    return key


def sweep() -> None:
    """End what was not used for long; drop what ended long ago and browsers that did not come back.

    The caller commits.
    """
    now = utcnow()
    _end(Device.seen_at < now - UNUSED_ENDS_AFTER)
    db.session.execute(delete(Device).where(Device.ended_at < now - ENDED_ROWS_STAY))
    db.session.execute(delete(KnownBrowser).where(KnownBrowser.seen_at < now - BROWSER_COOKIE_LASTS))


def end(device: Device) -> bool:
    """Sign this device out. Return False when it is signed out already."""
    if device.ended_at:
        return False
    device.ended_at = utcnow()
    return True


def end_all(member: Member, but: Device | None = None) -> None:
    """Sign every device of the member out, save one if given."""
    _end(Device.member_id == member.id, *([Device.id != but.id] if but else []))


def _end(*which: Any) -> None:
    db.session.execute(update(Device).where(Device.ended_at.is_(None), *which).values(ended_at=utcnow()))


def remember_browser(member: Member, key: str) -> bool:
    """Note that the member signed in with this browser. Return True when it is new beside known ones."""
    known = list(db.session.scalars(select(KnownBrowser).filter_by(member_id=member.id)))
    for browser in known:
        if browser.key == hashed(key):
            browser.seen_at = utcnow()
            return False
    db.session.add(KnownBrowser(member_id=member.id, key=hashed(key)))
    return bool(known)
