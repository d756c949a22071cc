"""A member's copy of their data, and accounts on their way out."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import UTCDateTime, db, utcnow


class Export(db.Model):
    """Everything that the board holds about a member, packed in the background for a few days."""

    __tablename__ = "export"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    key: Mapped[str | None] = mapped_column(String(64), unique=True)
    """SHA-256 of the key in the link that was mailed; none until it is ready."""
    packed: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    ready_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Closing(db.Model):
    """An account that is to be deleted, and the receipt that is left of it. Holds no name and no address."""

    __tablename__ = "closing"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), unique=True)
    """None once the member is gone."""
    code: Mapped[str] = mapped_column(String(40), unique=True)
    """For the status page, as Facebook asks for one; random, says nothing about the member."""
    keeps_posts: Mapped[bool] = mapped_column()
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    due_at: Mapped[datetime] = mapped_column(UTCDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
