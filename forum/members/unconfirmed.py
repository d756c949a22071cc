"""Drop sign-ups whose address was never confirmed: their names are free again, and no address is held."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from forum.db import db, utcnow, without_zone
from forum.members.models import Member

KEPT_FOR = timedelta(days=7)


def sweep() -> int:
    """Return how many were dropped. One on whom other rows depend stays. The caller commits."""
    before = without_zone(utcnow() - KEPT_FOR)
    never = select(Member).where(
        Member.confirmed_at.is_(None), Member.create_datetime < before, Member.is_demo.is_(False)
    )
    return sum(_drop(member) for member in db.session.scalars(never).unique().all())


def _drop(member: Member) -> bool:
    try:
        with db.session.begin_nested():
            db.session.delete(member)
    except IntegrityError:
        return False
    return True
