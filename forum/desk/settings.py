"""How the desk is for one moderator: zone, quiet hours, folded texts."""

from flask import g, has_request_context
from sqlalchemy import select

from forum.db import add_once, db
from forum.desk.models import DeskSettings
from forum.members.models import Member


def settings_of(member: Member) -> DeskSettings:
    """Their settings, or the defaults as an object that is in no session: reading writes nothing."""
    # A page asks several times. A worker has one `g` for all its rounds, where nothing may be kept.
    kept: dict[int, DeskSettings] = g.setdefault("desk_settings", {}) if has_request_context() else {}
    if member.id not in kept:
        found = db.session.scalar(select(DeskSettings).filter_by(member_id=member.id))
        kept[member.id] = found or defaults()
    return kept[member.id]


def defaults() -> DeskSettings:
    return DeskSettings(zone="UTC", blur="crisis", quiet_from=None, quiet_to=None)


def own_settings(member: Member) -> DeskSettings:
    """Their row, made when there is none: for changing it. Does not commit."""
    add_once(DeskSettings, member_id=member.id)
    g.pop("desk_settings", None)
    return db.session.scalars(select(DeskSettings).filter_by(member_id=member.id)).one()
