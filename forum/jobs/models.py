"""A job row: work that was promised in the same transaction as the change that needs it.

The row carries the guarantee (claimed by a conditional update, with a lease, retried with growing
waits, visible as failed after the last try). Threads and Celery workers only carry the distribution.
"""

from datetime import datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import UTCDateTime, db, utcnow


class Job(db.Model):
    __tablename__ = "job"
    __table_args__ = (
        UniqueConstraint("kind", "subject_id"),
        Index("ix_job_due", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int] = mapped_column()
    """Id of the row that the job is about; with `kind` unique, so a promise cannot be made twice."""
    state: Mapped[str] = mapped_column(String(10), default="due")
    """due, running, done or failed."""
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    lease_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    lease_owner: Mapped[str | None] = mapped_column(String(64))
    last_error: Mapped[str] = mapped_column(String(200), default="")
    """Kind of the last fault, never its message: messages may hold post text."""
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    finished_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
