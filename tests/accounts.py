"""What a browser does on the account pages, for tests of several features."""

import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from forum.db import db
from forum.devices.keep import begin
from forum.devices.watch import DEVICE
from forum.factors.proof import SECOND_FACTOR
from forum.members.models import Member
from tests.factories import PASSWORD

SIGN_UP = {"name": "Rosa", "email": "rosa@example.org", "password": PASSWORD, "country": "GB"}


def sign_up(client: FlaskClient, **fields: str) -> TestResponse:
    return client.post("/register", data=SIGN_UP | fields)


def sign_in(
    client: FlaskClient, member: Member | str, password: str = PASSWORD, **fields: str
) -> TestResponse:
    email = member if isinstance(member, str) else member.email
    return client.post("/login", data={"email": email, "password": password} | fields)


def link_in(mail: Any) -> str:
    """The path of the first link in a mail."""
    found = re.search(r"https?://[^/\s]+(/\S+)", mail.body)
    assert found, mail.body
    return found[1]


def csrf_token(page: TestResponse) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
    assert found, "the page has no CSRF token"
    return found[1]


def session_of(member: Member) -> dict[str, Any]:
    """What the session of a signed-in browser holds, its second factor shown. Commits a device for it."""
    key = begin(member, "Firefox on Linux")
    db.session.commit()
    return {
        "_user_id": member.fs_uniquifier,
        "_fresh": True,
        DEVICE: key,
        SECOND_FACTOR: key,
    }


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/settings").status_code == 200
