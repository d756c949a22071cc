"""Who is on call when, and how far each waiting item has climbed the ladder."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.db import UTCDateTime, db, utcnow
from forum.members.models import Member


class Shift(db.Model):
    """A time in which a moderator is on call: once, or every week on a weekday.

    Once: from `starts_at` to `ends_at`. Weekly: on `weekday` from `from_minute` to `to_minute` by the clocks
    of `zone` (over midnight when `to_minute` is not the later one), beginning with `starts_at` and, once it
    was taken off, until `ends_at`. What is over stays: hours without cover are counted from it.
    """

    __tablename__ = "shift"
    __table_args__ = (Index("ix_shift_time", "ends_at", "starts_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    starts_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """None for a weekly one that goes on."""
    weekday: Mapped[int | None] = mapped_column()
    """0 is Monday; None for a shift that is once."""
    from_minute: Mapped[int] = mapped_column(default=0)
    to_minute: Mapped[int] = mapped_column(default=0)
    zone: Mapped[str] = mapped_column(String(40), default="UTC")

    member: Mapped[Member] = relationship()


class LadderStep(db.Model):
    """A step that an item took. The unique key lets only one of many workers take it.

    `clock_at` tells one wait of the item from the next: a reopened or risen item begins a ladder of its own.
    """

    __tablename__ = "ladder_step"
    __table_args__ = (UniqueConstraint("item_id", "clock_at", "step"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("review_item.id"))
    clock_at: Mapped[datetime] = mapped_column(UTCDateTime)
    step: Mapped[int] = mapped_column()
    level: Mapped[int] = mapped_column()
    done_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)


class HeldMail(db.Model):
    """A mail about an item that waits for the end of a moderator's quiet hours."""

    __tablename__ = "held_mail"
    __table_args__ = (UniqueConstraint("member_id", "item_id", "clock_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("review_item.id"))
    clock_at: Mapped[datetime] = mapped_column(UTCDateTime)
    due_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
