"""The terms of use by version. A change in templates/welcome/terms.html needs a new one here."""

from flask import session
from sqlalchemy import select

from forum.db import db
from forum.members.models import Member
from forum.welcome.models import Consent

VERSION = "2026-11"
TERMS, AGE = "terms", "age"
AGREED = "agreed"
"""Session key: who agreed to which version, so that not every page asks the table."""


def give_consent(member: Member, kind: str, version: str) -> None:
    """Note a ticked box. Does not commit."""
    db.session.flush()
    db.session.add(Consent(member_id=member.id, kind=kind, version=version))


def has_agreed(member: Member) -> bool:
    """True when the member agreed to the terms as they are now."""
    mark = f"{member.id}:{VERSION}"
    if session.get(AGREED) == mark:
        return True
    given = select(Consent.id).filter_by(member_id=member.id, kind=TERMS, version=VERSION)
    if db.session.scalar(given.limit(1)) is None:
        return False
    session[AGREED] = mark
    return True
