"""Labelled cases that a person has looked through, and alarms about rules that are wrong too often."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.db import UTCDateTime, db, utcnow
from forum.members.models import Member
from forum.posts.models import Revision
from forum.review.models import Decision

APPROVED, LEFT_OUT = "approved", "left out"


class CaseReview(db.Model):
    """What a moderator made of one decision as a case. The text is a copy without names, written by them.

    It goes with the account of the post's author; see forum/own_data/texts.py.
    """

    __tablename__ = "case_review"

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), unique=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), index=True)
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    state: Mapped[str] = mapped_column(String(10))
    """approved or left out; what is left out keeps no text."""
    title: Mapped[str] = mapped_column(String(400), default="")
    body: Mapped[str] = mapped_column(Text, default="")
    level: Mapped[int] = mapped_column()
    """The level that the moderator decided on."""
    given: Mapped[int] = mapped_column()
    """The level that the reader gave."""
    reason: Mapped[str] = mapped_column(String(20), default="")
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """List of {"quote", "field", "start", "end", "concept", "assertion", "temporality", "experiencer",
    "literal"}; each quote stands at its place in the text above."""
    reviewed_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)

    decision: Mapped[Decision] = relationship()
    revision: Mapped[Revision] = relationship()
    reviewer: Mapped[Member] = relationship()


class RuleAlarm(db.Model):
    """A rule or model whose share of right calls fell under its floor; open until a moderator settles it."""

    __tablename__ = "rule_alarm"
    __table_args__ = (
        # Two sweeps at the same moment raise one alarm.
        Index(
            "ix_rule_alarm_open",
            "what",
            "version",
            unique=True,
            sqlite_where=text("settled_at IS NULL"),
            postgresql_where=text("settled_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[str] = mapped_column(String(270))
    """The key of the rule; see forum/cases/judged.py."""
    version: Mapped[str] = mapped_column(String(80))
    right: Mapped[int] = mapped_column()
    of: Mapped[int] = mapped_column()
    floor: Mapped[float] = mapped_column()
    raised_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    settled_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    done: Mapped[str] = mapped_column(Text, default="")
    """What the moderator did about it, in their words."""

    settled_by: Mapped[Member | None] = relationship()
