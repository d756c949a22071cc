"""Pin a thread to the top of its board, and take the pin off."""

from forum.db import utcnow
from forum.members.models import Member
from forum.modlog.record import record
from forum.threads.models import Thread


def pin_thread(thread: Thread, moderator: Member, note: str = "") -> bool:
    """Keep the thread above all others of its board. Return False when it is pinned already."""
    if thread.pinned_at:
        return False
    thread.pinned_at = utcnow()
    record(moderator, "pinned thread", thread, note=note)
    return True


def unpin_thread(thread: Thread, moderator: Member, note: str = "") -> bool:
    """Let the thread take its place by its last post. Return False when it was not pinned."""
    if not thread.pinned_at:
        return False
    thread.pinned_at = None
    record(moderator, "unpinned thread", thread, note=note)
    return True
