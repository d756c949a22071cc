"""What one moderator asks of another about a review item."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.db import UTCDateTime, db, utcnow
from forum.members.models import Member
from forum.review.models import ReviewItem

ESCALATE, OPINION, HAND_OVER = "escalate", "opinion", "hand over"
KINDS = {
    ESCALATE: "Escalate: somebody else should decide this",
    OPINION: "Second opinion: I decide, and would like to hear another view first",
    HAND_OVER: "Hand over: I have to go, somebody else should go on",
}


class Ask(db.Model):
    """It is open until it is answered or the item is decided. Nobody in `to` means any admin."""

    __tablename__ = "ask"
    __table_args__ = (Index("ix_ask_open", "to_id", "answered_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("review_item.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    sender_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    to_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    note: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    item: Mapped[ReviewItem] = relationship()
    sender: Mapped[Member] = relationship(foreign_keys=sender_id)
    to: Mapped[Member | None] = relationship(foreign_keys=to_id)
    answered_by: Mapped[Member | None] = relationship(foreign_keys=answered_by_id)
