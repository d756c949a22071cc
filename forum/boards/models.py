"""A board: the shelf that threads stand on."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import UTCDateTime, db


class Board(db.Model):
    __tablename__ = "board"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[str] = mapped_column(String(80))
    description: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column(default=0)
    thread_count: Mapped[int] = mapped_column(default=0)
    last_post_id: Mapped[int | None] = mapped_column()
    """Newest post, kept by verbs. No foreign key: post, thread and board point here already."""
    deleted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
