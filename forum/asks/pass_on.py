"""Pass on what is asked of a moderator who takes a pause, so that it does not wait for them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum.asks.ask import NOTE_KINDS
from forum.asks.models import Ask
from forum.asks.queries import admins
from forum.db import db
from forum.desk.notes import tell
from forum.members.models import Member


def pass_on(member: Member, others: Sequence[Member]) -> int:
    """Give each open ask to the first of `others` who did not ask it, else to any admin. Does not commit.

    Return how many. Whoever it goes to is told; whoever asked sees the new name on the item.
    """
    theirs = select(Ask).where(Ask.to_id == member.id, Ask.answered_at.is_(None)).order_by(Ask.id)
    asks = db.session.scalars(theirs.options(joinedload(Ask.sender), joinedload(Ask.item))).all()
    for ask in asks:
        fitting = (other for other in others if other.id not in (member.id, ask.sender_id))
        ask.to = next(fitting, None)
        for other in [ask.to] if ask.to else admins(but=ask.sender):
            if other.id != member.id:
                tell(other, NOTE_KINDS[ask.kind], item=ask.item, sender=ask.sender)
    return len(asks)
