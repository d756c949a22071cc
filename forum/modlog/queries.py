"""Read the mod log: filtered, newest first, page by page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import joinedload

from forum.db import db, utcnow
from forum.members.models import Member
from forum.modlog.models import READ, ModLogEntry
from forum.review.models import ReviewItem

PAGE = 50


@dataclass(frozen=True, slots=True)
class Filter:
    """Which entries are shown; None and "" are all. Readings are many and say little: they are asked for."""

    member_id: int | None = None
    moderator_id: int | None = None
    thread_id: int | None = None
    item_id: int | None = None
    action: str = ""
    days: int | None = None
    has_reads: bool = True

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        for name in ("member_id", "moderator_id", "thread_id"):
            if (number := getattr(self, name)) is not None:
                yield getattr(ModLogEntry, name) == number
        if self.item_id is not None:
            of_item = select(ReviewItem.post_id).where(ReviewItem.id == self.item_id).scalar_subquery()
            yield ModLogEntry.post_id == of_item
        if self.days is not None:
            yield ModLogEntry.created_at >= utcnow() - timedelta(days=self.days)
        if self.action:
            yield ModLogEntry.action == self.action
        elif not self.has_reads:
            yield ModLogEntry.action != READ


ALL = Filter()


def page_of_entries(
    before: int | None, chosen: Filter = ALL, size: int = PAGE
) -> tuple[list[ModLogEntry], int | None]:
    """Entries, newest first, and the key of the next page."""
    found = list(db.session.scalars(_entries(before, chosen).limit(size + 1)))
    return found[:size], found[size - 1].id if len(found) > size else None


def _entries(before: int | None, chosen: Filter) -> Select[tuple[ModLogEntry]]:
    related = (ModLogEntry.moderator, ModLogEntry.member, ModLogEntry.thread, ModLogEntry.post)
    entries = select(ModLogEntry).options(*(joinedload(name) for name in related))
    if before:
        entries = entries.where(ModLogEntry.id < before)
    return entries.where(*chosen.conditions()).order_by(ModLogEntry.id.desc())


def moderators() -> list[tuple[int, str]]:
    """Number and name of everybody who stands in the log as having done something."""
    acting = select(ModLogEntry.moderator_id).where(ModLogEntry.moderator_id.is_not(None)).distinct()
    named = select(Member.id, Member.name).where(Member.id.in_(acting)).order_by(Member.name_key)
    return [(number, name) for number, name in db.session.execute(named)]


def actions() -> list[str]:
    """Every action that stands in the log."""
    return list(db.session.scalars(select(ModLogEntry.action).distinct().order_by(ModLogEntry.action)))


def member_named(key: str) -> Member | None:
    return db.session.scalar(select(Member).filter_by(name_key=key))
