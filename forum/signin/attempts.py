"""Begin a sign-in at a provider, and take it up again when the person comes back: once, in the same browser.

The secrets stay in a row. The cookie only names the rows of this browser, with who was signed in at the
start: a sign-in that was begun by a visitor must not end as another way into somebody else's account.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from flask import session
from sqlalchemy import delete, select

from forum.db import change_rows, db, utcnow
from forum.keys import new_key
from forum.signin.faults import StaleAttempt
from forum.signin.models import Attempt

LASTS = timedelta(minutes=30)
"""Time to look for a phone with the provider's code on it."""
MOST_ATTEMPTS = 5
"""Tabs in which one browser may have begun; older ones are forgotten."""
SESSION_KEY = "sign_ins"
MOST_NEXT = 500


@dataclass(frozen=True, slots=True)
class Begun:
    """What an attempt holds, without its row."""

    state: str
    nonce: str
    code_verifier: str
    next_page: str


def begin(next_page: str) -> Begun:
    """New secrets, kept nowhere yet: the provider may have to be asked for its address first."""
    state, nonce = (new_key() for _ in range(2))
    return Begun(state, nonce, secrets.token_urlsafe(48), next_page if len(next_page) <= MOST_NEXT else "")


def keep(provider_key: str, begun: Begun) -> None:
    """Keep an attempt of this browser. The caller commits."""
    db.session.execute(delete(Attempt).where(Attempt.created_at < utcnow() - LASTS))
    db.session.add(
        Attempt(
            provider=provider_key,
            state=begun.state,
            nonce=begun.nonce,
            code_verifier=begun.code_verifier,
            next_page=begun.next_page,
        )
    )
    session[SESSION_KEY] = [*_own(), [begun.state, _who()]][-MOST_ATTEMPTS:]


def take(provider_key: str, state: str) -> Begun:
    """The attempt of this state, which is gone from then on; raises `StaleAttempt`. The caller commits."""
    begun_by = dict(_own())
    if state not in begun_by:
        raise StaleAttempt("state of no attempt here")
    session[SESSION_KEY] = [one for one in _own() if one[0] != state]
    row = db.session.scalar(select(Attempt).filter_by(state=state))
    if row is None or row.created_at < utcnow() - LASTS:
        raise StaleAttempt("attempt too old")
    begun = Begun(row.state, row.nonce, row.code_verifier, row.next_page)
    is_other = row.provider != provider_key
    if change_rows(delete(Attempt).filter_by(state=state)) != 1:
        raise StaleAttempt("attempt used")  # by the other half of a double click
    if is_other:
        raise StaleAttempt("attempt at another provider")
    if begun_by[state] != _who():
        raise StaleAttempt("attempt of another member")
    return begun


def _own() -> list[list[str]]:
    """State and beginner of each attempt of this browser."""
    return [list(one) for one in session.get(SESSION_KEY, [])]


def _who() -> str:
    return str(session.get("_user_id") or "")
