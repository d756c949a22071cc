"""The browsers in which a member is signed in."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.db import UTCDateTime, db, utcnow
from forum.members.models import Member


class Device(db.Model):
    """One sign-in in one browser, from sign-in to sign-out. Its session cookie holds the key."""

    __tablename__ = "device"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of what the cookie holds, so that a copy of the table opens no session."""
    label: Mapped[str] = mapped_column(String(80))
    """Browser and system as a person says it: "Firefox on Android"."""
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    seen_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    member: Mapped[Member] = relationship()


class KnownBrowser(db.Model):
    """A browser that a member has signed in with before, so that only a new one sends a mail."""

    __tablename__ = "known_browser"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    key: Mapped[str] = mapped_column(String(64), index=True)
    """SHA-256 of a random value in a cookie of its own that outlives the session."""
    seen_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
