"""A run of `flask rescreen --apply` and its chunks: what was read again, and where a stopped run goes on."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.db import UTCDateTime, db, utcnow


class Rescreen(db.Model):
    """One run with one version of the reader. It is over when `finished_at` is set."""

    __tablename__ = "rescreen"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[str] = mapped_column(String(80))
    is_all: Mapped[bool] = mapped_column(default=False)
    """Also what this version of the reader had read before the run."""
    total: Mapped[int] = mapped_column(default=0)
    """Texts to read when the run began."""
    started_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    finished_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class RescreenChunk(db.Model):
    """A stretch of revisions, both ends included. A later chunk holds older texts."""

    __tablename__ = "rescreen_chunk"

    id: Mapped[int] = mapped_column(primary_key=True)
    rescreen_id: Mapped[int] = mapped_column(ForeignKey("rescreen.id"), index=True)
    first_id: Mapped[int] = mapped_column()
    last_id: Mapped[int] = mapped_column()
    tally: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """What came of it, as `Tally.as_json` writes it: counts and post ids, no text."""
    done_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    rescreen: Mapped[Rescreen] = relationship()
