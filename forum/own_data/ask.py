"""Ask for a copy of one's data: one at a time, a few a day; old copies are emptied."""

from datetime import timedelta

from sqlalchemy import func, select, update

from forum.db import change_rows, db, lock_row, utcnow
from forum.jobs.models import Job
from forum.jobs.promise import promise
from forum.members.models import Member
from forum.own_data.models import Export

EXPORT = "pack data"
A_DAY = timedelta(days=1)
MOST_A_DAY = 3
"""Enough for a download that broke off, too few to keep the workers busy."""


class TooManyExports(Exception):
    """This member asked as often as is allowed in a day; nothing was written."""


def ask_for_export(member: Member) -> Export | None:
    """Promise a copy. None when one is being packed already. Raises `TooManyExports`. Does not commit."""
    lock_row(member)  # a double click asks once
    if being_packed(member) is not None:
        return None
    recent = select(func.count(Export.id)).where(
        Export.member_id == member.id, Export.asked_at > utcnow() - A_DAY
    )
    if (db.session.scalar(recent) or 0) >= MOST_A_DAY:
        raise TooManyExports
    export = Export(member_id=member.id)
    db.session.add(export)
    db.session.flush()
    promise(EXPORT, export.id)
    return export


def being_packed(member: Member) -> Export | None:
    """The copy that is asked for and not ready; one whose job was given up does not count."""
    given_up = select(Job.subject_id).where(Job.kind == EXPORT, Job.state == "failed")
    waiting = select(Export).where(
        Export.member_id == member.id, Export.ready_at.is_(None), Export.id.not_in(given_up)
    )
    return db.session.scalar(waiting.limit(1))


def sweep() -> None:
    """Empty the copies whose link has run out; their rows stay for the limit. The caller commits."""
    old = update(Export).where(Export.expires_at < utcnow(), Export.packed.is_not(None))
    change_rows(old.values(packed=None))
