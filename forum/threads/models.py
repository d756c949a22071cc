"""A thread: a titled talk. Counts and the last post are kept by verbs, so that lists need no counting."""

from datetime import datetime

from flask import url_for
from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.boards.models import Board
from forum.db import UTCDateTime, db, utcnow
from forum.members.models import Member


class Thread(db.Model):
    __tablename__ = "thread"
    __table_args__ = (Index("ix_thread_board_list", "board_id", "pinned_at", "last_post_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("board.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    last_post_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    last_post_id: Mapped[int | None] = mapped_column()
    last_author_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    reply_count: Mapped[int] = mapped_column(default=0)
    pinned_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    locked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    board: Mapped[Board] = relationship()
    author: Mapped[Member] = relationship(foreign_keys=author_id)
    last_author: Mapped[Member | None] = relationship(foreign_keys=last_author_id)

    @property
    def url(self) -> str:
        return url_for("threads.show", thread_id=self.id)


class Visit(db.Model):
    """How far a member has read in a thread. Written by a POST of the page's script, never by a read."""

    __tablename__ = "visit"

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"), primary_key=True)
    last_post_id: Mapped[int] = mapped_column()
