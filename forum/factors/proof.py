"""Whether the person at this session has shown a second factor. The session keeps it, tied to its device."""

from flask import g, session

from forum.devices.watch import DEVICE
from forum.members.models import Member

SECOND_FACTOR = "second_factor"
"""Session key: the key of the device whose sign-in was proved. A new device has proved nothing."""


def mark_proved() -> None:
    session[SECOND_FACTOR] = session.get(DEVICE)


def is_proved() -> bool:
    device = session.get(DEVICE)
    return device is not None and session.get(SECOND_FACTOR) == device


def prove_at_sign_in(member: Member) -> None:
    """What was shown before the sign-in counts for the session that begins with it in this request."""
    g.proved_member = member.id


def carry_over(member: Member, ways: list[str] | None) -> None:
    """A new device is proved when its sign-in was, or when only the password of a proved one is new."""
    before = g.get("device_before")
    is_renewed = ways == ["change"] and before is not None and session.get(SECOND_FACTOR) == before
    if is_renewed or g.get("proved_member") == member.id:
        mark_proved()
    else:
        session.pop(SECOND_FACTOR, None)


def step_of(member: Member) -> str | None:
    """The second step that this member is asked for at every sign-in: "authenticator", "webauthn" or None.

    Members switch it on with an app. A passkey alone asks nothing of a member, who may be at a device without
    it; a moderator has to show it.
    """
    if member.tf_primary_method and member.tf_totp_secret:
        return "authenticator"
    return "webauthn" if member.is_moderator and member.webauthn else None
