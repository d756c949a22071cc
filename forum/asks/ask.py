"""Ask another moderator, and answer. Who escalates or hands over lets go of the item."""

from forum.asks.models import OPINION, Ask
from forum.asks.queries import admins
from forum.db import db, lock_row, utcnow
from forum.desk.notes import tell
from forum.members.models import Member
from forum.modlog.record import record
from forum.review.claim import give_back
from forum.review.models import ReviewItem

NOTE_KINDS = {"escalate": "escalated", "opinion": "second opinion", "hand over": "hand-over"}
"""How the desk tells of each."""


def ask_about(item: ReviewItem, sender: Member, kind: str, to: Member | None, note: str) -> Ask | None:
    """Ask one moderator, or any admin when `to` is None. None when the item is decided. Does not commit.

    The words stand on the item alone: the desk note leads there.
    """
    lock_row(item.post)
    db.session.refresh(item)
    if item.state != "open":
        return None
    ask = Ask(item=item, kind=kind, sender=sender, to=to, note=note)
    db.session.add(ask)
    if kind != OPINION:
        give_back(item, sender)
    for member in [to] if to else admins(but=sender):
        tell(member, NOTE_KINDS[kind], item=item, sender=sender)
    record(sender, f"asked: {kind}", item.post, after={"of": "one moderator" if to else "any admin"})
    return ask


def answer_ask(ask: Ask, member: Member, answer: str) -> bool:
    """Answer, and tell who asked. Return False when it was answered or closed before. Does not commit."""
    lock_row(ask.item.post)
    db.session.refresh(ask)
    if ask.answered_at:
        return False
    ask.answer, ask.answered_by, ask.answered_at = answer, member, utcnow()
    if ask.sender_id != member.id:
        tell(ask.sender, "answer", item=ask.item, sender=member)
    record(member, f"answered: {ask.kind}", ask.item.post)
    return True
