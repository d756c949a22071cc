"""End the sessions of a member."""

import uuid

from forum.members.models import Member


def end_all_sessions(member: Member) -> None:
    """Make every session and remembered device of the member worthless: they all carry the old identifier."""
    member.fs_uniquifier = uuid.uuid4().hex
