"""Propose a change of the rules, change the proposal, take it back."""

from typing import Any

from forum.db import db, lock_row, utcnow
from forum.members.models import Member
from forum.modlog.record import record_desk
from forum.trials.models import Proposal, Shadow
from forum.trials.pack import content_hash

TAKEN_BACK = "took a live rule change back"


def propose(moderator: Member, kind: str, content: dict[str, Any], why: str) -> Proposal:
    """Store a proposal that the rule reader takes; see check.py. Does not commit."""
    proposal = Proposal(
        kind=kind, content=content, content_hash=content_hash(kind, content), why=why, proposer=moderator
    )
    db.session.add(proposal)
    db.session.flush()
    record_desk(moderator, "proposed a rule change", after=about(proposal))
    return proposal


def change(proposal: Proposal, moderator: Member, content: dict[str, Any], why: str, seen: str) -> bool:
    """Write it anew. With other content it is a draft again. Does not commit.

    `seen` is the hash of the content that was on the page: False when that has changed, or it is too late.
    """
    lock_row(proposal)
    if not proposal.can_change or proposal.content_hash != seen:
        return False
    before = about(proposal)
    proposal.content, proposal.why, proposal.changed_at = content, why, utcnow()
    if proposal.content_hash != content_hash(proposal.kind, content):
        proposal.content_hash, proposal.state = content_hash(proposal.kind, content), "draft"
    record_desk(moderator, "changed a proposed rule change", before=before, after=about(proposal))
    return True


def withdraw(proposal: Proposal, moderator: Member) -> bool:
    """Take it back, also when it is live: the board then reads without it. False when it is back already."""
    lock_row(proposal)
    if proposal.state == "withdrawn":
        return False
    before = proposal.state
    proposal.state, proposal.withdrawn_at, proposal.withdrawn_by_id = "withdrawn", utcnow(), moderator.id
    end_shadow(proposal)
    action = TAKEN_BACK if before == "live" else "withdrew a proposed rule change"
    record_desk(moderator, action, before={"state": before}, after=about(proposal))
    return True


def end_shadow(proposal: Proposal) -> None:
    for shadow in db.session.query(Shadow).filter_by(proposal_id=proposal.id, ended_at=None):
        shadow.ended_at = utcnow()


def about(proposal: Proposal) -> dict[str, Any]:
    """The proposal in the log: which, of what kind, and which content."""
    return {"proposal": proposal.id, "kind": proposal.kind, "content": proposal.content_hash[:12]}
