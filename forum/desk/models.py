"""What the desk tells one moderator: a word from a colleague or from the program."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
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
    """taken over, decided, escalated, second opinion, answer, hand-over, late."""
    text: Mapped[str] = mapped_column(String(1000), default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    seen_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    member: Mapped[Member] = relationship(foreign_keys=member_id)
    sender: Mapped[Member | None] = relationship(foreign_keys=sender_id)
    item: Mapped[ReviewItem | None] = relationship()
