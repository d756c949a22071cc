"""Lock and unlock a thread."""

from forum.db import utcnow
from forum.members.models import Member
from forum.modlog.record import record
from forum.threads.models import Thread


def lock_thread(thread: Thread, moderator: Member, note: str = "") -> bool:
    """Stop new replies. Return False when the thread is locked already."""
    if thread.locked_at:
        return False
    thread.locked_at = utcnow()
    record(moderator, "locked thread", thread, note=note)
    return True


def unlock_thread(thread: Thread, moderator: Member, note: str = "") -> bool:
    """Let replies in again. Return False when the thread was not locked."""
    if not thread.locked_at:
        return False
    thread.locked_at = None
    record(moderator, "unlocked thread", thread, note=note)
    return True
