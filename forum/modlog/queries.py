"""Read the mod log."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum.db import db
from forum.modlog.models import ModLogEntry

PAGE = 50


def page_of_entries(before: int | None) -> tuple[list[ModLogEntry], int | None]:
    """Entries, newest first, and the key of the next page."""
    entries = (
        select(ModLogEntry)
        .order_by(ModLogEntry.id.desc())
        .options(
            joinedload(ModLogEntry.moderator), joinedload(ModLogEntry.thread), joinedload(ModLogEntry.post)
        )
    )
    if before:
        entries = entries.where(ModLogEntry.id < before)
    found = list(db.session.scalars(entries.limit(PAGE + 1)))
    return found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None
