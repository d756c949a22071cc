"""Keep what a provider said while its person still has to choose or prove something, and their codes.

A code proves a mailbox. It is not kept: it follows from the arrival's secret key and the address, so another
address makes another code. Only the browser that holds the arrival can use it: who opens the link of a mail
that somebody else had sent proves nothing for them.
"""

import base64
import hashlib
import hmac
from datetime import timedelta
from typing import Any

from flask import current_app, session
from sqlalchemy import delete, select, update

from forum.db import change_rows, db, utcnow
from forum.keys import new_key
from forum.signin.claims import Claims
from forum.signin.email import usable_email
from forum.signin.models import Arrival

LASTS = timedelta(hours=1)
ARRIVAL, PROOF = "arrival", "arrival_proof"
"""Session keys: the arrival of this browser, and the code that came back for its address."""
CODE_LENGTH = 8
"""Letters of 32 kinds, 40 bits: nobody guesses one within the hour."""


def new_arrival(claims: Claims) -> Arrival:
    """What the provider said, as a row that is not in the table yet."""
    email = usable_email(claims.email)
    return Arrival(
        key=new_key(),
        provider=claims.provider[: Arrival.provider.type.length],
        issuer=claims.issuer,
        subject=claims.subject,
        email=email,
        is_email_verified=bool(email) and claims.is_email_verified,
        given_name=claims.name[: Arrival.given_name.type.length],
    )


def keep_arrival(arrival: Arrival) -> None:
    """Put the arrival into the table and its key into this browser's cookie. Does not commit."""
    if session.get(ARRIVAL) == arrival.key:
        return
    drop_arrival()
    db.session.add(arrival)
    session[ARRIVAL] = arrival.key


def current_arrival() -> Arrival | None:
    """The arrival of this browser, while it lasts."""
    key = session.get(ARRIVAL)
    found = db.session.scalar(select(Arrival).filter_by(key=key)) if key else None
    return found if found and found.created_at > utcnow() - LASTS else None


def drop_arrival() -> None:
    """Forget the arrival of this browser. Does not commit."""
    session.pop(PROOF, None)
    if key := session.pop(ARRIVAL, None):
        db.session.execute(delete(Arrival).filter_by(key=key))


def code_for(arrival: Arrival) -> str:
    """The code that proves the mailbox of the arrival's address."""
    text = f"{arrival.key}\n{(arrival.email or '').lower()}".encode()
    secret = str(current_app.config["SECRET_KEY"]).encode()
    digest = hmac.digest(secret, b"mailbox code\n" + text, hashlib.sha256)
    return base64.b32encode(digest).decode()[:CODE_LENGTH]


def change_address(arrival: Arrival, email: str) -> bool:
    """Put in an address that has to be proved. False when the one of before was proved a moment ago, in
    another tab: its proof must not pass to this one. Does not commit."""
    return _set(arrival, Arrival.is_email_verified.is_(False), email=email)


def _set(arrival: Arrival, still: Any, **values: Any) -> bool:
    """Write in one statement with the look at what must not have changed meanwhile."""
    changed = change_rows(update(Arrival).where(Arrival.id == arrival.id, still).values(**values))
    db.session.refresh(arrival)
    return changed == 1


def prove_mailbox(arrival: Arrival, code: str) -> bool:
    """True when the code is the one of our mail: now the address counts as proved. Does not commit."""
    typed = "".join(sign for sign in code.upper() if sign.isalnum())
    # No b32 code holds 0 or 1: who reads them for O and I is understood.
    typed = typed.replace("0", "O").replace("1", "I")
    if not arrival.email or not hmac.compare_digest(typed.encode(), code_for(arrival).encode()):
        return False
    if not _set(arrival, Arrival.email == arrival.email, is_email_verified=True):
        return False  # another tab has put in another address a moment ago
    session[PROOF] = code_for(arrival)
    return True


def is_proved_by_us(arrival: Arrival) -> bool:
    """True when a code of ours came back in this browser for the address that the arrival has now."""
    return bool(arrival.email) and session.get(PROOF) == code_for(arrival)


def sweep_arrivals() -> None:
    """Drop those that nobody came back for. The caller commits."""
    db.session.execute(delete(Arrival).where(Arrival.created_at < utcnow() - LASTS))
