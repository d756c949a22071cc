"""Write one line of the mod log. Every verb of a moderator calls this, in its own transaction."""

from typing import Any

from forum.db import db
from forum.members.models import Member
from forum.modlog.models import ModLogEntry
from forum.posts.models import Post
from forum.threads.models import Thread


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
    entry = ModLogEntry(
        moderator=moderator,
        action=action,
        thread=subject.thread if isinstance(subject, Post) else subject,
        post=subject if isinstance(subject, Post) else None,
        before=before or {},
        after=after or {},
        note=note,
    )
    db.session.add(entry)
    return entry


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
    after = {"member": member.id} | after
    entry = ModLogEntry(moderator=moderator, action=action, before=before or {}, after=after, note=note)
    db.session.add(entry)
    return entry


def record_run(action: str, outcome: dict[str, Any]) -> ModLogEntry:
    """Add an entry about what the program did to many posts at once. `outcome` holds versions and counts."""
    entry = ModLogEntry(action=action, before={}, after=outcome)
    db.session.add(entry)
    return entry
