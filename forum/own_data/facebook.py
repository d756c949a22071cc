"""Facebook's data-deletion callback: read its signed request, and do what it asks for.

https://developers.facebook.com/docs/development/create-an-app/app-dashboard/data-deletion-callback
"""

import base64
import binascii
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import delete, select

from forum.db import db
from forum.own_data.close import ask_to_close, keep_receipt
from forum.own_data.models import Closing
from forum.signin.link import LastWayIn, unlink
from forum.signin.models import Arrival, Identity
from forum.signin.providers import FACEBOOK

ALGORITHM = "HMAC-SHA256"
OLDEST = timedelta(hours=1)
AHEAD = timedelta(minutes=5)
"""By how much a clock may be wrong."""
MOST_CHARACTERS = 4_000
MOST_SUBJECT = 255
CODE_LENGTH = 27
"""Characters of a receipt's code: 160 bits."""


class BadRequest(Exception):
    """Not a request that Facebook signed for this app, or not a new one. Says no more, on purpose."""


def read_signed_request(signed: str, secret: str, now: datetime) -> str:
    """Return the Facebook user id in a signed request. Raises `BadRequest`."""
    if len(signed) > MOST_CHARACTERS or not signed.isascii() or signed.count(".") != 1:
        raise BadRequest
    signature, payload = signed.split(".")
    expected = hmac.new(secret.encode(), payload.encode(), hashlib.sha256).digest()
    # Before anything in the payload is believed.
    if not hmac.compare_digest(_decode(signature), expected):
        raise BadRequest
    return _subject(_fields(_decode(payload)), now)


def _decode(text: str) -> bytes:
    try:
        padded = text + "=" * (-len(text) % 4)
        return base64.b64decode(padded.encode(), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise BadRequest from None


def _fields(payload: bytes) -> dict[str, Any]:
    try:
        fields = json.loads(payload)
    except (ValueError, RecursionError):
        raise BadRequest from None
    if not isinstance(fields, dict) or str(fields.get("algorithm")).upper() != ALGORITHM:
        raise BadRequest
    return fields


def _subject(fields: dict[str, Any], now: datetime) -> str:
    issued, subject = fields.get("issued_at"), fields.get("user_id")
    if not isinstance(issued, int) or isinstance(issued, bool) or not isinstance(subject, str):
        raise BadRequest
    try:
        age = now - datetime.fromtimestamp(issued, UTC)
    except (ValueError, OverflowError, OSError):
        raise BadRequest from None
    if not -AHEAD <= age <= OLDEST or not 0 < len(subject) <= MOST_SUBJECT or "\x00" in subject:
        raise BadRequest
    return subject


def code_of(signed: str) -> str:
    """The code of the receipt for this request: sent once more, it finds its receipt and does nothing."""
    payload = signed.partition(".")[2]  # what is signed: a signature can be written in several ways
    secret = str(current_app.config["SECRET_KEY"]).encode()
    digest = hmac.digest(secret, b"data deletion\n" + payload.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest)[:CODE_LENGTH].decode()


def answer_to(signed: str, subject: str) -> Closing:
    """The receipt for a request that was read; who kept the account meanwhile is not sent away again by the
    same request. Does not commit."""
    code = code_of(signed)
    return db.session.scalar(select(Closing).filter_by(code=code)) or delete_for(subject, code)


def delete_for(subject: str, code: str) -> Closing:
    """Do what a deletion request for this Facebook account asks for; return its receipt. Does not commit.

    Who has no other way in loses the account, after the seven days that every deletion has; their texts
    go, as Facebook's form lets nobody choose. Who has one loses what came from Facebook, at once.
    """
    db.session.execute(delete(Arrival).where(Arrival.issuer == FACEBOOK, Arrival.subject == subject))
    identity = db.session.scalar(select(Identity).filter_by(issuer=FACEBOOK, subject=subject))
    if identity is None:
        return keep_receipt(code)
    try:
        unlink(identity)
    except LastWayIn:
        return ask_to_close(identity.member, keeps_posts=False, code=code)
    return keep_receipt(code)
