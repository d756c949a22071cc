"""A passkey in software, for tests without a browser: it signs as a phone or a key does."""

import hashlib
import json
import re
import secrets
from base64 import urlsafe_b64encode
from html import unescape
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from forum.db import db, utcnow
from forum.members.models import Member, WebAuthn

ORIGIN = "http://localhost"
PRESENT, VERIFIED = 0x01, 0x04
"""Flags of an answer: somebody touched the key; and it knew them by finger, face or PIN."""


def b64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


class Passkey:
    """Belongs to `member` from the start. Without `knows_owner` it answers whoever holds it."""

    def __init__(self, member: Member, knows_owner: bool = True, name: str = "key") -> None:
        self.key, self.id = ec.generate_private_key(ec.SECP256R1()), secrets.token_bytes(16)
        self.flags = PRESENT | (VERIFIED if knows_owner else 0)
        self.uses = 0
        now = utcnow().replace(tzinfo=None)
        row = {"name": name, "usage": "first", "sign_count": 0, "transports": [], "extensions": ""}
        row |= {"create_datetime": now, "lastuse_datetime": now}
        row |= {"backup_state": False, "device_type": "single_device"}
        member.webauthn.append(WebAuthn(credential_id=self.id, public_key=self._public(), **row))
        db.session.commit()

    def _public(self) -> bytes:
        point = self.key.public_key().public_numbers()
        size = 32
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(size), -3: point.y.to_bytes(size)})

    def answer(self, challenge: str, origin: str = ORIGIN) -> str:
        """What the browser sends for this question; `origin` is the site that the person is looking at."""
        self.uses += 1
        client = {"type": "webauthn.get", "challenge": b64(challenge.encode()), "origin": origin}
        said = json.dumps(client).encode()
        site = hashlib.sha256(b"localhost").digest()
        data = site + bytes([self.flags]) + self.uses.to_bytes(4)
        signature = self.key.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(SHA256()))
        parts = {"clientDataJSON": said, "authenticatorData": data, "signature": signature}
        response: dict[str, Any] = {name: b64(part) for name, part in parts.items()} | {"userHandle": None}
        whole = {"id": b64(self.id), "rawId": b64(self.id), "type": "public-key", "response": response}
        return json.dumps(whole | {"clientExtensionResults": {}})


def ask(client: FlaskClient, path: str = "/login/passkey") -> tuple[str, str]:
    """Have the page ask for a passkey: the address that takes the answer, and the challenge."""
    page = client.post(path, data={"remember": ""})
    found = re.search(rf'action="({path}/[^"?]+)', page.text)
    assert found, page.text
    with client.session_transaction() as session:
        return unescape(found[1]), session["passkey_challenge"]


def use(client: FlaskClient, passkey: Passkey) -> TestResponse:
    """Sign in, as the first step or the second."""
    place, challenge = ask(client)
    return client.post(place, data={"credential": passkey.answer(challenge)})
