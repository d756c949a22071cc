"""Take a decision back: one's own while it stands, another's within some hours, an admin's word at any time.

A decision stands while the text that it was about is the one that is shown. What was done beside it (a
hidden post, a locked thread, a silenced member) has an undo of its own.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app

from forum.db import db, lock_row, utcnow
from forum.members.models import Member
from forum.modlog.record import record
from forum.review.claim import take
from forum.review.decide import StaleDecision
from forum.review.models import Decision, ReviewItem
from forum.review.queries import screening_of, standing_decision
from forum.screening import Level


@dataclass(frozen=True, slots=True)
class Before:
    """What readers see again after an undo, and whose word that is: "decision", "program" or "nobody"."""

    level: int
    screening_state: str
    whose: str


def undo(item: ReviewItem, moderator: Member, seen_version: int | None = None) -> bool:
    """Take the standing decision back and open the item again, in this moderator's hands.

    Return False when none stands or this moderator may not undo it. Raises `StaleDecision` when the item
    is no longer as it was seen. Does not commit.
    """
    lock_row(item.post)
    db.session.refresh(item)
    if seen_version not in (None, item.version):
        raise StaleDecision
    decision = standing_decision(item)
    if decision is None or not may_undo(decision, moderator):
        return False
    before, post = brought_back(item, decision), item.post
    decision.undone_at, decision.undone_by_id = utcnow(), moderator.id
    post.shown_level, post.screening_state = before.level, before.screening_state
    item.state, item.decided_at = "open", None
    item.opened_at = item.clock_at = utcnow()
    item.version += 1
    take(item, moderator)  # whoever undoes a decision has something else in mind
    record(
        moderator,
        "undid decision",
        post,
        before={"level": Level(decision.level_after).word, "verdict": decision.verdict},
        after={"level": Level(post.shown_level).word},
    )
    return True


def may_undo(decision: Decision, moderator: Member) -> bool:
    """True for what stands: one's own always, another's for some hours, everybody's for an admin."""
    if decision.undone_at or decision.item.state != "decided":
        return False
    is_own = decision.moderator_id == moderator.id
    return is_own or moderator.is_admin or utcnow() < undo_until(decision)


def undo_until(decision: Decision) -> datetime:
    """Until when other moderators may undo it."""
    return decision.created_at + timedelta(hours=current_app.config["UNDO_HOURS"])


def brought_back(item: ReviewItem, decision: Decision) -> Before:
    """What stood before this decision: an earlier one about the same text, or what the program said."""
    earlier = standing_decision(item, before=decision)
    if earlier is not None:
        return Before(earlier.level_after, "done", "decision")
    screening = screening_of(item.post)
    if screening is not None and screening.state == "done":
        return Before(screening.level, "done", "program")
    return Before(decision.level_before, screening.state if screening else "pending", "nobody")
