"""The mod log: what a moderator did, to what, with before and after. Rows are only added; see guard.py."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.db import UTCDateTime, db, utcnow
from forum.members.models import FORMER_NAME, Member
from forum.posts.models import Post
from forum.threads.models import Thread

READ = "read item"
"""The action of who only looked. Posts here tell of somebody's health: looking leaves a line too."""
NAMES = {"moderator": FORMER_NAME, "operator": "The operator", "program": "The program"}
"""Who did it, where no member stands in the row. A moderator's number is forgotten with the account."""

CLIMBED = "climbed the ladder"
"""The action of the program when a waiting item takes a step of the on-call ladder."""
WORDS = {CLIMBED: "told moderators that an item waits"}
"""How the page says an action whose name in the rows, which nobody can change, is one of ours."""


def action_in_words(action: str) -> str:
    return WORDS.get(action, action)


class ModLogEntry(db.Model):
    __tablename__ = "mod_log_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    actor: Mapped[str] = mapped_column(String(10), default="moderator", server_default="moderator")
    """moderator, operator (from the shell) or program."""
    moderator_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    action: Mapped[str] = mapped_column(String(40), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    """Whom it is about: the author of the post or thread, or who was silenced, until the account goes."""
    thread_id: Mapped[int | None] = mapped_column(ForeignKey("thread.id"), index=True)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"), index=True)
    before: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    note: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow, index=True)

    moderator: Mapped[Member | None] = relationship(foreign_keys=moderator_id)
    member: Mapped[Member | None] = relationship(foreign_keys=member_id)
    thread: Mapped[Thread | None] = relationship()
    post: Mapped[Post | None] = relationship()

    @property
    def who(self) -> str:
        """Whoever did it, as the page names them."""
        return self.moderator.name if self.moderator else NAMES[self.actor]

    @property
    def action_words(self) -> str:
        return action_in_words(self.action)

    @property
    def is_ladder_step(self) -> bool:
        return self.action == CLIMBED

    @property
    def is_about_person(self) -> bool:
        """True for what was done to a member, such as to silence them, and not to a text of theirs."""
        return self.member_id is not None and self.thread_id is None
