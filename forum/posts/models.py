"""A post and its revisions. The text lives in revisions only; the post points at the current one."""

from datetime import datetime

from flask import url_for
from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.db import UTCDateTime, db, utcnow
from forum.members.models import Member
from forum.threads.models import Thread


class Post(db.Model):
    """One message in a thread.

    `shown_level` is the level of the notice that readers see now (0 none … 4 crisis): the screening's,
    or a moderator's decision until the text changes. `screening_state` is "pending", "done" or
    "failed"; anything but "done" shows as "not checked yet". Both repeat what the review tables say,
    so that a thread page needs no join for quiet posts; forum/review/intake.py and decide.py keep them.
    """

    __tablename__ = "post"
    __table_args__ = (
        Index("ix_post_thread_page", "thread_id", "id"),
        Index("ix_post_author_page", "author_id", "id"),
        # A double click sends the same form key twice; the second insert fails and leads to the first post.
        UniqueConstraint("author_id", "form_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    form_key: Mapped[str] = mapped_column(String(36))
    is_first: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    edited_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    deleted_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    hidden_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    """A moderator took it out of view; the author still sees it, with the reason. No program sets this."""
    hidden_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    hidden_reason: Mapped[str] = mapped_column(String(300), default="", server_default="")
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id", use_alter=True))
    shown_level: Mapped[int] = mapped_column(default=0)
    screening_state: Mapped[str] = mapped_column(String(10), default="pending")

    thread: Mapped[Thread] = relationship()
    author: Mapped[Member] = relationship(foreign_keys=author_id)
    revision: Mapped["Revision"] = relationship(foreign_keys=revision_id, post_update=True)

    @property
    def url(self) -> str:
        """Address that finds the post on its page of the thread, whatever page that is by then."""
        return url_for("posts.show", post_id=self.id)


class Revision(db.Model):
    """What a post said from one save to the next. `title` is set on a thread's first post only.

    `html` is rendered and sanitised when the text is saved; `renderer` is the version that did it.
    """

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("post_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"))
    editor_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    number: Mapped[int] = mapped_column(default=1)
    title: Mapped[str] = mapped_column(String(200), default="")
    body: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    renderer: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)

    post: Mapped[Post] = relationship(foreign_keys=post_id)
    editor: Mapped[Member] = relationship()
