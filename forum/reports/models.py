"""A member's flag on a post, with a reason."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.db import UTCDateTime, db, utcnow
from forum.members.models import Member
from forum.posts.models import Post

REASONS = {
    "harm": "Advice that could harm",
    "rude": "Rude or hurtful",
    "private": "Private details of a person",
    "advertising": "Advertising",
    "worried": "I am worried about this person",
    "other": "Something else",
}


class Report(db.Model):
    __tablename__ = "report"
    __table_args__ = (UniqueConstraint("post_id", "reporter_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"))
    reporter_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    reason: Mapped[str] = mapped_column(String(12))
    note: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)

    post: Mapped[Post] = relationship()
    reporter: Mapped[Member] = relationship()
