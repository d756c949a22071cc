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


def silence(member: Member, days: int, reason: str, moderator: Member | None = None) -> datetime:
    """Stop the member from writing to others for these days. A new time replaces an older one."""
    until = utcnow() + timedelta(days=days)
    member.silenced_until, member.standing_reason = until, reason
    _tell("silenced", "you cannot post for now", member, until, moderator)
    return until


def suspend(member: Member, days: int, reason: str, moderator: Member | None = None) -> datetime:
    """End every session of the member and let none begin for these days."""
    until = utcnow() + timedelta(days=days)
    member.suspended_until, member.standing_reason = until, reason
    end_all_sessions(member)
    _tell("suspended", "you cannot sign in for now", member, until, moderator)
    return until


def restore(member: Member, moderator: Member | None = None) -> bool:
    """Lift both before their time. Return False when neither was in force."""
    if not (member.is_silenced or member.is_suspended):
        return False
    member.silenced_until = member.suspended_until = None
    member.standing_reason = ""
    _tell("restored", "you can post again", member, None, moderator)
    return True


def _tell(action: str, matter: str, member: Member, until: datetime | None, moderator: Member | None) -> None:
    after = {"until": f"{until:%Y-%m-%d %H:%M} UTC"} if until else {}
    record_member(action, member, moderator, after=after, note=member.standing_reason)
    send(action, member.email, matter, member=member, until=until, contact=current_app.config["CONTACT"])
