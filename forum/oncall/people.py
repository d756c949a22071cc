"""The moderators whom the desk can tell something."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from forum.db import db, utcnow
from forum.desk.models import Pause
from forum.members.models import MODERATOR_ROLES, Member, Role
from forum.oncall.cover import may_be_on_call


def all_moderators() -> list[Member]:
    """Everybody with the role who may use it at this moment, in the order of ids."""
    with_role = select(Member).where(Member.roles.any(Role.name.in_(MODERATOR_ROLES)))
    found = db.session.scalars(with_role.order_by(Member.id).options(selectinload(Member.roles)))
    return [member for member in found if may_be_on_call(member)]


def present_moderators(now: datetime | None = None) -> list[Member]:
    """All who do not pause; when all of them do, all: an item must not be nobody's."""
    now = now or utcnow()
    running = select(Pause.member_id).where(
        Pause.starts_at <= now, or_(Pause.ends_at.is_(None), Pause.ends_at > now)
    )
    away = set(db.session.scalars(running))
    everybody = all_moderators()
    return [member for member in everybody if member.id not in away] or everybody
