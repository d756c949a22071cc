"""The demo's members and how to sign in as one of them."""

import uuid
from datetime import datetime, timedelta

from flask_security.utils import hash_password
from sqlalchemy import select

from forum.db import db, without_zone
from forum.demo.content import read_members
from forum.factors.codes import METHOD
from forum.factors.library import library
from forum.members.models import Member, Role
from forum.welcome.finish import agree_to_terms

PASSWORD = "careboard-demo"
TOTP_KEY = "DEMODEMODEMODEMODEMODEMODEMODEMO"
"""Secret of the demo moderators' code app, as known as their password. The demo's page shows the code too."""


def add_members(now: datetime) -> dict[str, Member]:
    """Add the members, all with the one known password, and return them by name."""
    password = hash_password(PASSWORD)
    roles = _roles()
    members: dict[str, Member] = {}
    for number, row in enumerate(read_members(), start=1):
        joined = now - timedelta(days=row["joined_days_ago"])
        members[row["name"]] = Member(
            name=row["name"],
            email=demo_email(row["name"], number),
            password=password,
            active=True,
            is_demo=True,
            fs_uniquifier=uuid.uuid4().hex,
            confirmed_at=without_zone(joined),
            create_datetime=without_zone(joined),
            welcomed_at=joined,
            country=row["country"],
            about=row["about"],
            roles=[roles[row["role"]]],
        )
    for member in members.values():
        if member.is_moderator:
            member.tf_primary_method = METHOD
            member.tf_totp_secret = library().totp_factory.keep(TOTP_KEY)
    db.session.add_all(members.values())
    for member in members.values():
        agree_to_terms(member)
    db.session.flush()
    return members


def _roles() -> dict[str, Role]:
    found = {role.name: role for role in db.session.scalars(select(Role))}
    for name in ("member", "moderator", "admin"):
        if name not in found:
            found[name] = Role(name=name)
            db.session.add(found[name])
    return found


def demo_email(name: str, number: int) -> str:
    """An address that no mail can reach (RFC 2606)."""
    simple = "".join(sign for sign in name.lower() if sign.isascii() and sign.isalnum())
    return f"{simple or number}@demo.example"


def sign_ins() -> list[tuple[str, str]]:
    """One demo sign-in of each role: (role, e-mail); all have the password `PASSWORD`."""
    found: dict[str, str] = {}
    for member in db.session.scalars(select(Member).filter_by(is_demo=True).order_by(Member.id)):
        found.setdefault(member.badge or "member", member.email)
    return [(role, found[role]) for role in ("member", "moderator", "admin") if role in found]
