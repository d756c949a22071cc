"""What the machine said of a revision, and what people decided about the post."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.db import UTCDateTime, db, utcnow
from forum.members.models import Member
from forum.posts.models import Post, Revision


class Screening(db.Model):
    """One automatic pass over one revision. Exactly one row a revision, so a second pass cannot double it."""

    __tablename__ = "screening"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), unique=True)
    state: Mapped[str] = mapped_column(String(10), default="pending")
    """pending, done or failed; failed means that the last try was used up."""
    level: Mapped[int] = mapped_column(default=0)
    version: Mapped[str] = mapped_column(String(80), default="")
    second_look: Mapped[bool] = mapped_column(default=False, server_default=false())
    """The reader was not sure: a moderator looks, members see nothing of it."""
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    finished_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    revision: Mapped[Revision] = relationship()
    findings: Mapped[list["Finding"]] = relationship(
        back_populates="screening", order_by="Finding.id", cascade="all, delete-orphan"
    )


class Finding(db.Model):
    """One mention of a sign. `start` and `end` are character offsets into the revision's title or body."""

    __tablename__ = "finding"

    id: Mapped[int] = mapped_column(primary_key=True)
    screening_id: Mapped[int] = mapped_column(ForeignKey("screening.id"), index=True)
    concept: Mapped[str] = mapped_column(String(60))
    field: Mapped[str] = mapped_column(String(5))
    start: Mapped[int] = mapped_column()
    end: Mapped[int] = mapped_column()
    assertion: Mapped[str] = mapped_column(String(12))
    temporality: Mapped[str] = mapped_column(String(12))
    experiencer: Mapped[str] = mapped_column(String(12))
    level: Mapped[int] = mapped_column()
    because: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """List of {"ruling", "text", "spans": [[start, end], …]}."""
    source: Mapped[str] = mapped_column(String(200))

    screening: Mapped[Screening] = relationship(back_populates="findings")


class ReviewItem(db.Model):
    """One post waiting for a person. At most one row a post: it is reopened, never doubled.

    `version` grows with every change of what a moderator has to judge; a decision that was made on an
    older version is refused. A claim is no such change: it stands in the three `claimed_` columns and ends
    by itself at `claimed_until`.
    """

    __tablename__ = "review_item"
    __table_args__ = (Index("ix_review_item_queue", "state", "level", "clock_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), unique=True)
    state: Mapped[str] = mapped_column(String(10), default="open")
    """open or decided; an open one with a running claim is claimed."""
    level: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    clock_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    """Since when the time of its level runs; see clock.py."""
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    version: Mapped[int] = mapped_column(default=1)
    touched_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow, onupdate=utcnow, index=True)
    """Moves with every change of the row, claims too: by it a live page learns that it is old."""
    claimed_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    claimed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    claimed_until: Mapped[datetime | None] = mapped_column(UTCDateTime)

    post: Mapped[Post] = relationship()
    claimed_by: Mapped[Member | None] = relationship(foreign_keys=claimed_by_id)
    reasons: Mapped[list["ReviewReason"]] = relationship(back_populates="item", order_by="ReviewReason.id")


class ReviewReason(db.Model):
    """Why an item is there: kind is "screening", "report", "failed", "author" (the author's own word) or
    "rescreen" (read higher than a moderator decided)."""

    __tablename__ = "review_reason"
    __table_args__ = (UniqueConstraint("item_id", "kind", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("review_item.id"))
    kind: Mapped[str] = mapped_column(String(12))
    subject_id: Mapped[int] = mapped_column()
    """Id of the screening, report or acknowledgement."""
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)

    item: Mapped[ReviewItem] = relationship(back_populates="reasons")


class Decision(db.Model):
    """A person's verdict on one revision. Undoing sets `undone_at`; the row stays."""

    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("review_item.id"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    moderator_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    verdict: Mapped[str] = mapped_column(String(10))
    """keep, change or remove."""
    level_before: Mapped[int] = mapped_column()
    level_after: Mapped[int] = mapped_column()
    reason: Mapped[str] = mapped_column(String(20), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow, index=True)
    undone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    item_level: Mapped[int] = mapped_column(default=0, server_default="0")
    """The item's own level when it was decided; with the two times what the figures are made of."""
    opened_at: Mapped[datetime | None] = mapped_column(UTCDateTime, index=True)
    """Since when the item had been open, as its row tells only of the newest time; None when not known."""
    clock_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    item: Mapped[ReviewItem] = relationship()
    moderator: Mapped[Member] = relationship(foreign_keys=moderator_id)
