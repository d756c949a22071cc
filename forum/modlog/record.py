"""Write one line of the mod log. Every verb of a moderator calls this, in its own transaction."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from forum.db import db, utcnow
from forum.members.models import Member
from forum.modlog.models import READ, ModLogEntry
from forum.posts.models import Post
from forum.review.models import ReviewItem
from forum.threads.models import Thread

READ_AGAIN = timedelta(hours=1)
"""Within this time the same version of an item counts as read once, however often its page is made."""
_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


@contextmanager
def dated(at: datetime) -> Iterator[None]:
    """Entries made inside are of this time: for the demo's past. Afterwards no row can be changed."""
    token = _moment.set(at)
    try:
        yield
    finally:
        _moment.reset(token)


def record(
    moderator: Member,
    action: str,
    subject: Thread | Post,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    note: str = "",
) -> ModLogEntry:
    """Add an entry about a thread or a post. `before` and `after` hold levels and names, never post text."""
    return _add(
        moderator=moderator,
        action=action,
        member_id=subject.author_id,
        thread=subject.thread if isinstance(subject, Post) else subject,
        post=subject if isinstance(subject, Post) else None,
        before=before or {},
        after=after or {},
        note=note,
    )


def record_member(
    action: str,
    member: Member,
    moderator: Member | None,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any],
    note: str = "",
) -> ModLogEntry:
    """Add an entry about a member, by number: a name would outlive the account. None is the operator."""
    return _add(
        actor="moderator" if moderator else "operator",
        moderator=moderator,
        action=action,
        member_id=member.id,
        before=before or {},
        after=after,
        note=note,
    )


def record_run(action: str, outcome: dict[str, Any]) -> ModLogEntry:
    """Add an entry about what the program did to many posts at once. `outcome` holds versions and counts."""
    return _add(actor="program", action=action, after=outcome)


def record_desk(
    moderator: Member | None,
    action: str,
    after: dict[str, Any],
    *,
    before: dict[str, Any] | None = None,
    note: str = "",
) -> ModLogEntry:
    """Add an entry about the desk itself, such as an export or its rules: about no post and no member.

    None is the program.
    """
    actor = "moderator" if moderator else "program"
    return _add(actor=actor, moderator=moderator, action=action, before=before or {}, after=after, note=note)


def record_read(moderator: Member, item: ReviewItem) -> bool:
    """Note that somebody read an item: what stands there is about health. Return False when it is noted."""
    of_item = select(ModLogEntry).filter_by(moderator_id=moderator.id, post_id=item.post_id, action=READ)
    last = db.session.scalar(of_item.order_by(ModLogEntry.id.desc()).limit(1))
    if last and last.created_at > _now() - READ_AGAIN and last.after.get("version") == item.version:
        return False
    record(moderator, READ, item.post, after={"version": item.version})
    return True


def record_reads(moderator: Member, posts: Iterable[Post], why: dict[str, Any]) -> bool:
    """The same for posts that are shown with their marks outside an item. True when a line was added."""
    shown = {post.id: post for post in posts}
    lately = select(ModLogEntry.post_id).where(
        ModLogEntry.moderator_id == moderator.id,
        ModLogEntry.action == READ,
        ModLogEntry.created_at > _now() - READ_AGAIN,
        ModLogEntry.post_id.in_(shown),
    )
    new = shown.keys() - set(db.session.scalars(lately))
    for number in sorted(new):
        record(moderator, READ, shown[number], after=why)
    return bool(new)


def _now() -> datetime:
    return _moment.get() or utcnow()


def _add(**values: Any) -> ModLogEntry:
    entry = ModLogEntry(**{"before": {}, "after": {}, "created_at": _now()} | values)
    db.session.add(entry)
    return entry
