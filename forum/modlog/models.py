"""The mod log: what a moderator did, to what, with before and after. Rows are only ever added."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.db import UTCDateTime, db, utcnow
from forum.members.models import Member
from forum.posts.models import Post
from forum.threads.models import Thread

ABOUT_MEMBERS = frozenset({"silenced", "suspended", "restored"})
"""Actions that have no thread; their member stands in `after`, by number, until the account goes."""


class ModLogEntry(db.Model):
    __tablename__ = "mod_log_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    """None for what the operator did or had the program do."""
    action: Mapped[str] = mapped_column(String(40))
    thread_id: Mapped[int | None] = mapped_column(ForeignKey("thread.id"), index=True)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"), index=True)
    before: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    note: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)

    moderator: Mapped[Member | None] = relationship()
    thread: Mapped[Thread | None] = relationship()
    post: Mapped[Post | None] = relationship()

    @property
    def who(self) -> str:
        """Whoever did it, as the page names them."""
        if self.moderator:
            return self.moderator.name
        return "The operator" if self.action in ABOUT_MEMBERS else "The program"
