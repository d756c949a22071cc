"""The author's own word on their notice: help is there, or it is over."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.db import UTCDateTime, db, utcnow
from forum.posts.models import Post

WORDS = {"help": "Help is with me", "over": "It is over"}


class Acknowledgement(db.Model):
    """Folds the card of one revision. Taking it back sets `undone_at`; a new revision starts unfolded."""

    __tablename__ = "acknowledgement"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    word: Mapped[str] = mapped_column(String(5))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default=utcnow)
    undone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    post: Mapped[Post] = relationship()

    def is_standing_on(self, post: Post) -> bool:
        """Whether it is about the text that is shown now and was not taken back."""
        return self.undone_at is None and self.revision_id == post.revision_id
