"""What the on-call ladder tells one moderator on the desk: a count in one line, however many items wait."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, distinct, func, select, update

from forum.db import change_rows, db, utcnow
from forum.desk.models import DeskNote
from forum.members.models import Member
from forum.review.models import ReviewItem

LATE = "late"
KINDS = ("new", LATE)
"""Kinds of notes that the ladder writes, and nobody in person."""


@dataclass(frozen=True, slots=True)
class Alarms:
    """Open items that one was told of and has not opened since; `late` of them are past their time."""

    items: int
    late: int

    @property
    def words(self) -> str:
        """Empty where there is nothing to tell."""
        if not self.items:
            return ""
        one = "One item waits" if self.items == 1 else f"{self.items:,} items wait"
        if not self.late:
            return f"{one} for somebody."
        if self.items == 1:
            return "One item is past its time."
        if self.late == self.items:
            return f"{self.late:,} items are past their time."
        some = "one of them past its" if self.late == 1 else f"{self.late:,} of them past their"
        return f"{one} for somebody, {some} time."


def alarms_of(member: Member) -> Alarms:
    """Counted in one query; what was decided meanwhile asks for nobody any more."""
    late = case((DeskNote.kind == LATE, DeskNote.item_id))
    counted = select(func.count(distinct(DeskNote.item_id)), func.count(distinct(late))).join(DeskNote.item)
    waiting = counted.where(*_unseen(member), ReviewItem.state == "open")
    items, late_items = db.session.execute(waiting).one()
    return Alarms(items, late_items)


def put_alarms_away(member: Member, item: ReviewItem | None = None) -> int:
    """Mark them as seen, or only those about one item; return how many. Does not commit."""
    theirs = update(DeskNote).where(*_unseen(member))
    if item is not None:
        theirs = theirs.where(DeskNote.item_id == item.id)
    return change_rows(theirs.values(seen_at=utcnow()))


def _unseen(member: Member) -> tuple[ColumnElement[bool], ...]:
    return DeskNote.member_id == member.id, DeskNote.seen_at.is_(None), DeskNote.kind.in_(KINDS)
