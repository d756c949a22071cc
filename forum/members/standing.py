"""Silence or suspend a member for a time, or restore them. Both end by themselves and tell the member why.

Silenced: reads, signs in, keeps notices and numbers, settings and data; writes nothing to others. Suspended:
cannot sign in. Both are for days, never for ever: who must not come back is asked to delete the account.
"""

from datetime import datetime, timedelta

from flask import current_app

from forum.db import utcnow
from forum.mails.send import send
from forum.members.models import Member
from forum.members.sessions import end_all_sessions
from forum.modlog.record import record_member

MOST_REASON = Member.standing_reason.type.length


def may_be_stopped(member: Member, moderator: Member) -> bool:
    """Whether a moderator may silence or suspend this member on the board.

    Not themselves, nor another moderator or admin: the operator does that, from the shell.
    """
    return not (member.is_moderator or member.is_former or member.id == moderator.id)


def silence(member: Member, days: int, reason: str, moderator: Member | None = None) -> datetime:
    """Stop the member from writing to others for these days. A new time replaces an older one."""
    until, before = utcnow() + timedelta(days=days), _standing(member)
    member.silenced_until, member.standing_reason = until, reason
    _tell("silenced", "you cannot post for now", member, until, moderator, before)
    return until


def suspend(member: Member, days: int, reason: str, moderator: Member | None = None) -> datetime:
    """End every session of the member and let none begin for these days."""
    until, before = utcnow() + timedelta(days=days), _standing(member)
    member.suspended_until, member.standing_reason = until, reason
    end_all_sessions(member)
    _tell("suspended", "you cannot sign in for now", member, until, moderator, before)
    return until


def restore(member: Member, moderator: Member | None = None) -> bool:
    """Lift both before their time. Return False when neither was in force."""
    if not (member.is_silenced or member.is_suspended):
        return False
    before = _standing(member)
    member.silenced_until = member.suspended_until = None
    member.standing_reason = ""
    _tell("restored", "you can post again", member, None, moderator, before)
    return True


def _standing(member: Member) -> dict[str, str]:
    """What is in force now, in the words of the mod log."""
    both = {"silenced": member.silenced_until, "suspended": member.suspended_until}
    return {name: _words(until) for name, until in both.items() if until and until > utcnow()}


def _words(until: datetime) -> str:
    return f"{until:%Y-%m-%d %H:%M} UTC"


def _tell(
    action: str,
    matter: str,
    member: Member,
    until: datetime | None,
    moderator: Member | None,
    before: dict[str, str],
) -> None:
    after = {"until": _words(until)} if until else {"standing": "good"}
    record_member(action, member, moderator, before=before, after=after, note=member.standing_reason)
    send(action, member.email, matter, member=member, until=until, contact=current_app.config["CONTACT"])
