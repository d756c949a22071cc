"""Text that was sent when the session had run out: parked until the member has signed in again."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import UTCDateTime, db, utcnow


class ParkedForm(db.Model):
    """The fields of one form, found again by a random key that only the sender's signed cookie holds."""

    __tablename__ = "parked_form"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    path: Mapped[str] = mapped_column(String(200))
    """Path of the form that was sent, so that only that form is filled again."""
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow, index=True)
