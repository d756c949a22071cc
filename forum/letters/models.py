"""What a moderator wrote to the author of a post."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.db import UTCDateTime, db, utcnow
from forum.members.models import Member
from forum.posts.models import Post
from forum.review.models import ReviewItem


class Letter(db.Model):
    """One letter to one member. It is read on the board only: the mail says only that there is one."""

    __tablename__ = "letter"
    __table_args__ = (Index("ix_letter_unread", "member_id", "read_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    moderator_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("review_item.id"), index=True)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"), index=True)
    subject: Mapped[str] = mapped_column(String(120))
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    read_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    member: Mapped[Member] = relationship(foreign_keys=member_id)
    moderator: Mapped[Member] = relationship(foreign_keys=moderator_id)
    item: Mapped[ReviewItem | None] = relationship()
    post: Mapped[Post | None] = relationship()


MOST_SUBJECT = Letter.subject.type.length
MOST_BODY = 5_000
