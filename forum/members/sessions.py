"""End the sessions of a member."""

import uuid

from forum.devices.keep import end_all
from forum.members.models import Member


def end_all_sessions(member: Member) -> None:
    """Make every session of the member worthless: all carry the old identifier and the key of a device."""
    member.fs_uniquifier = uuid.uuid4().hex
    end_all(member)
