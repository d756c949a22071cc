"""Make a member of an arrival: somebody whom a provider has named and whose address is proved."""

from typing import Any

from flask import abort, current_app
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from forum.db import db, lock_row, utcnow, without_zone
from forum.factors.change import forget_app
from forum.members.models import Member, WebAuthn
from forum.members.sessions import end_all_sessions
from forum.signin.facts import account_of, outcome_of
from forum.signin.link import add_identity
from forum.signin.linking import Outcome
from forum.signin.models import Arrival, Identity


class CannotRegister(Exception):
    """By now the linking table says something else for this arrival; nothing was written."""


def register(arrival: Arrival, **chosen: Any) -> Member:
    """Add the member with what they chose, and the identity. The arrival itself stays. Does not commit.

    Raises `CannotRegister`, `IdentityTaken`, or answers 409 when the name went a moment ago.
    """
    outcome = outcome_of(arrival, signed_in=None)
    if outcome is Outcome.TAKE_OVER:
        member = _take_over(account_of(arrival), chosen)
    elif outcome is Outcome.REGISTER:
        store = current_app.extensions["datastore"]
        member = store.create_user(email=arrival.email, password=None, active=True, **chosen)
    else:
        raise CannotRegister
    member.confirmed_at = without_zone(utcnow())
    add_identity(member, arrival)
    return member


def _take_over(account: Member | None, chosen: dict[str, Any]) -> Member:
    """Empty an account that was never confirmed: whoever made it keeps no way into it."""
    if account is None:
        raise CannotRegister
    lock_row(account)
    if account.confirmed_at is not None:
        raise CannotRegister  # a moment ago
    end_all_sessions(account)
    account.password = None
    forget_app(account)
    account.about, account.country, account.stage, account.mail_choices = "", None, None, []
    for table, owner in ((Identity, Identity.member_id), (WebAuthn, WebAuthn.user_id)):
        db.session.execute(delete(table).where(owner == account.id))
    for name, value in chosen.items():
        setattr(account, name, value)
    try:
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        abort(409)  # the name went a moment ago
    return account
