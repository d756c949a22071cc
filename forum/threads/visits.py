"""What a member has read: which threads have news, and where in a thread the news begins."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from forum.db import db
from forum.members.models import Member
from forum.threads.models import Thread, Visit


def unread_threads(member: Any, threads: Sequence[Thread]) -> set[int]:
    """Ids of the threads that have posts after the member's last visit; never-visited ones are not marked.

    A board full of dots on the first day would mark nothing.
    """
    if not member.is_authenticated or not threads:
        return set()
    visits = select(Visit).where(
        Visit.member_id == member.id, Visit.thread_id.in_([thread.id for thread in threads])
    )
    read_to = {visit.thread_id: visit.last_post_id for visit in db.session.scalars(visits)}
    return {t.id for t in threads if t.id in read_to and (t.last_post_id or 0) > read_to[t.id]}


def read_up_to(member: Any, thread: Thread) -> int | None:
    """Id of the last post the member has seen in this thread, or None."""
    if not member.is_authenticated:
        return None
    visit = db.session.get(Visit, (member.id, thread.id))
    return visit.last_post_id if visit else None


def mark_read(member: Member, thread: Thread, post_id: int) -> bool:
    """Remember how far the member has read. Return False when they had read further already."""
    visit = db.session.get(Visit, (member.id, thread.id))
    if visit is None:
        db.session.add(Visit(member_id=member.id, thread_id=thread.id, last_post_id=post_id))
        return True
    if visit.last_post_id >= post_id:
        return False
    visit.last_post_id = post_id
    return True
