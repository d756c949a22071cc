"""Give a member a way in, and take one away, but never the last."""

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from forum.db import db, lock_row
from forum.mails.links import link_to
from forum.mails.send import send
from forum.members.models import Member, WebAuthn
from forum.members.sessions import end_all_sessions
from forum.signin.labels import label_of
from forum.signin.models import Arrival, Identity


class IdentityTaken(Exception):
    """Another member was faster, or has had it all along; nothing was written."""


class LastWayIn(Exception):
    """Without it nobody could come in any more; nothing was changed."""


def add_identity(member: Member, arrival: Arrival) -> Identity:
    """Make the account at the provider a way in of the member. Raises `IdentityTaken`. Does not commit."""
    identity = Identity(
        member=member, provider=arrival.provider, issuer=arrival.issuer, subject=arrival.subject
    )
    try:
        with db.session.begin_nested():
            db.session.add(identity)
    except IntegrityError:
        raise IdentityTaken from None
    return identity


def link(member: Member, arrival: Arrival) -> Identity:
    """Add the identity and tell the member by mail. Raises `IdentityTaken`. Does not commit."""
    identity = add_identity(member, arrival)
    _tell(member, f"{label_of(identity.provider)} was added")
    return identity


def unlink(identity: Identity) -> None:
    """Take the identity away and end other sessions. Raises `LastWayIn`. Does not commit."""
    member = identity.member
    lock_row(member)  # two clicks at once must not take the last two
    if count_ways_in(member) < 2:
        raise LastWayIn
    # By its id: a second click at the same moment finds nothing more to take.
    db.session.execute(delete(Identity).where(Identity.id == identity.id))
    end_all_sessions(member)
    _tell(member, f"{label_of(identity.provider)} was removed")


def remove_password(member: Member) -> bool:
    """Take the password away. False when there is none. Raises `LastWayIn`. Does not commit."""
    lock_row(member)
    if not member.password:
        return False
    if count_ways_in(member) < 2:
        raise LastWayIn
    member.password = None
    end_all_sessions(member)
    _tell(member, "your password was removed")
    return True


def identities_of(member: Member) -> list[Identity]:
    return list(db.session.scalars(select(Identity).filter_by(member_id=member.id).order_by(Identity.id)))


def passkeys_of(member: Member) -> int:
    """How many passkeys open the account by themselves; a second factor does not."""
    first = (WebAuthn.user_id == member.id, WebAuthn.usage == "first")
    return db.session.scalar(select(func.count(WebAuthn.id)).where(*first)) or 0


def count_ways_in(member: Member) -> int:
    """Identities, passkeys and a password. A confirmed address alone is none: see docs/sign-in.md."""
    return len(identities_of(member)) + passkeys_of(member) + bool(member.password)


def _tell(member: Member, what: str) -> None:
    send("ways_in", member.email, "your ways in have changed", what=what, page=link_to("ways_in.show"))
