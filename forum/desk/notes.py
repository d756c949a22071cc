"""Tell a moderator something on the desk, list what is unseen, and put it away."""

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from forum.db import change_rows, db, utcnow
from forum.desk.alarms import KINDS
from forum.desk.models import DeskNote
from forum.members.models import Member
from forum.review.models import ReviewItem

MOST_UNSEEN = 20
"""Shown at once; the rest comes when these are put away."""
MOST_TEXT = DeskNote.text.type.length


def tell(
    member: Member, kind: str, text: str = "", item: ReviewItem | None = None, sender: Member | None = None
) -> DeskNote:
    """Leave a line for one moderator. Does not commit. `text` is what a person wrote, cut at `MOST_TEXT`."""
    note = DeskNote(member=member, kind=kind, text=text[:MOST_TEXT], item=item, sender=sender)
    db.session.add(note)
    return note


def unseen(member: Member) -> list[DeskNote]:
    """What somebody left for them, the oldest first; what the ladder told is counted in alarms.py."""
    theirs = select(DeskNote).filter_by(member_id=member.id, seen_at=None).order_by(DeskNote.id)
    theirs = theirs.where(DeskNote.kind.not_in(KINDS))
    return list(db.session.scalars(theirs.options(joinedload(DeskNote.sender)).limit(MOST_UNSEEN)))


def put_away(member: Member, note_id: int) -> bool:
    """Mark one's own note as seen. Return False when it is somebody else's, or was seen. Does not commit."""
    theirs = (DeskNote.id == note_id, DeskNote.member_id == member.id, DeskNote.seen_at.is_(None))
    return change_rows(update(DeskNote).where(*theirs).values(seen_at=utcnow())) == 1


def put_all_away(member: Member) -> int:
    """Mark as seen all that stands on the page, and not what waits behind it; return how many. No commit."""
    theirs = (DeskNote.id.in_([note.id for note in unseen(member)]), DeskNote.seen_at.is_(None))
    return change_rows(update(DeskNote).where(*theirs).values(seen_at=utcnow()))
