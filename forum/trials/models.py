"""Proposed changes of the rules, and what came of trying them on the board's own posts."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.db import UTCDateTime, db, utcnow
from forum.members.models import Member

STATES = {
    "draft": "Draft",
    "tried": "Tried on stored posts",
    "shadow": "In shadow",
    "live": "Live",
    "withdrawn": "Withdrawn",
}
"""In the order in which a proposal passes them; `withdrawn` can follow each."""


class Proposal(db.Model):
    """One change that somebody wants: a phrase, a confuser, a sign or a limit."""

    __tablename__ = "proposal"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    """phrase, confuser, sign or limit; see kinds.py."""
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What the rule says, in the words of its form."""
    content_hash: Mapped[str] = mapped_column(String(64))
    """Of kind and content: what was tried counts for this very content alone."""
    why: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10), default="draft", index=True)
    proposer_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    live_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    proposer: Mapped[Member] = relationship(foreign_keys=proposer_id)
    approved_by: Mapped[Member | None] = relationship(foreign_keys=approved_by_id)
    withdrawn_by: Mapped[Member | None] = relationship(foreign_keys=withdrawn_by_id)

    @property
    def can_change(self) -> bool:
        """Once in shadow the content stands: what is counted there must be about one thing."""
        return self.state in ("draft", "tried")


class Backtest(db.Model):
    """One run of the present and the changed reader over the stored posts. Over when `finished_at` is set."""

    __tablename__ = "backtest"

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    content_hash: Mapped[str] = mapped_column(String(64))
    version: Mapped[str] = mapped_column(String(80))
    """Of the present reader."""
    changed_version: Mapped[str] = mapped_column(String(80), default="")
    total: Mapped[int] = mapped_column(default=0)
    """Posts to read when the run began."""
    top_id: Mapped[int] = mapped_column(default=0)
    """The newest of them: later posts are not counted, or a busy board's run would never end."""
    below: Mapped[int | None] = mapped_column()
    """Every post from this id on is read."""
    tally: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """As `Tally.as_json` writes it: counts, ids and places of words, no text."""
    fault: Mapped[str] = mapped_column(String(200), default="")
    started_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    finished_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    proposal: Mapped[Proposal] = relationship()


class Shadow(db.Model):
    """What the changed reader made of new texts while nobody saw it. Ended when `ended_at` is set."""

    __tablename__ = "shadow"

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), index=True)
    content_hash: Mapped[str] = mapped_column(String(64))
    tally: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    started_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    proposal: Mapped[Proposal] = relationship()
