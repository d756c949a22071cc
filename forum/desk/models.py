"""What the desk tells one moderator, and how it is for them: settings, pauses, hard items of the day."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.db import UTCDateTime, db, utcnow
from forum.members.models import Member
from forum.review.models import ReviewItem


class DeskNote(db.Model):
    """A line for one moderator, shown on every page of the desk until it was seen."""

    __tablename__ = "desk_note"
    __table_args__ = (Index("ix_desk_note_unseen", "member_id", "seen_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    sender_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    """None when the program wrote it."""
    item_id: Mapped[int | None] = mapped_column(ForeignKey("review_item.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    """taken over, decided, escalated, second opinion, hand-over, answer, paused, rule, new, late."""
    text: Mapped[str] = mapped_column(String(1000), default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    seen_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    member: Mapped[Member] = relationship(foreign_keys=member_id)
    sender: Mapped[Member | None] = relationship(foreign_keys=sender_id)
    item: Mapped[ReviewItem | None] = relationship()


class DeskSettings(db.Model):
    """How the desk is for one moderator. A moderator without a row has the defaults."""

    __tablename__ = "desk_settings"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), unique=True)
    zone: Mapped[str] = mapped_column(String(40), default="UTC")
    """Name of an IANA time zone, such as Europe/Berlin."""
    quiet_from: Mapped[int | None] = mapped_column()
    """Minute of the day in their zone at which quiet hours begin; None for no quiet hours."""
    quiet_to: Mapped[int | None] = mapped_column()
    blur: Mapped[str] = mapped_column(String(10), default="crisis")
    """Whose text stays folded until asked for: off, crisis, or all for crisis and emergency."""

    member: Mapped[Member] = relationship()


class Pause(db.Model):
    """A time in which a moderator is not on call. Rows stay: hours without cover are counted from them."""

    __tablename__ = "pause"
    __table_args__ = (Index("ix_pause_member", "member_id", "ends_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    starts_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    ends_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """None until they come back."""


class HardItem(db.Model):
    """A crisis or emergency item that a moderator read or decided, once for each of their days."""

    __tablename__ = "hard_item"
    __table_args__ = (UniqueConstraint("member_id", "day", "item_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    day: Mapped[str] = mapped_column(String(10))
    """Such as 2026-11-22, in the moderator's own zone."""
    item_id: Mapped[int] = mapped_column(ForeignKey("review_item.id"))
