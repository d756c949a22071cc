"""Deletion in somebody else's name."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import SecretStr

from forum.db import db, utcnow
from forum.members.models import Member
from forum.own_data.close import closing_of, keep_account
from forum.own_data.models import Closing
from tests.arriving import FACEBOOK, make_identity
from tests.factories import make_member
from tests.forum.own_data.test_facebook import PATH, SECRET, sign


@pytest.fixture
def from_facebook(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Member:
    monkeypatch.setitem(app.config, "FACEBOOK_APP_ID", "1")
    monkeypatch.setitem(app.config, "FACEBOOK_APP_SECRET", SecretStr(SECRET))
    return make_identity(FACEBOOK, make_member("Rosa")).member


def signed_now(**changes: Any) -> dict[str, str]:
    fields: dict[str, Any] = {"issued_at": int(utcnow().timestamp()), "user_id": FACEBOOK.subject}
    return {"signed_request": sign(**fields | changes)}


@pytest.mark.parametrize(
    "lie", [{"secret": "guess"}, {"secret": ""}, {"algorithm": "none"}, {"algorithm": "HMAC-SHA1"}]
)
def test_a_request_that_facebook_did_not_sign(
    client: FlaskClient, from_facebook: Member, lie: dict[str, Any]
) -> None:
    """A deletion request with another key or by another algorithm: the app's secret signs, one way only."""
    assert client.post(PATH, data=signed_now(**lie)).status_code == 400
    assert closing_of(from_facebook) is None


def test_a_request_once_more(client: FlaskClient, from_facebook: Member) -> None:
    """A deletion request sent again after the member kept the account: it finds its receipt, no more."""
    data = signed_now()
    first = client.post(PATH, data=data)
    assert closing_of(from_facebook) is not None
    keep_account(from_facebook)
    data["signed_request"] = data["signed_request"].replace(".", "=.")  # the same signature, padded
    again = client.post(PATH, data=data)
    assert closing_of(from_facebook) is None and again.json == first.json


def test_receipts_by_the_thousand(client: FlaskClient, from_facebook: Member) -> None:
    """One signed request sent a hundred times, to fill the table: it has one receipt."""
    data = signed_now(user_id="nobody-of-ours")
    codes = {client.post(PATH, data=data).json["confirmation_code"] for _ in range(5)}
    assert len(codes) == 1 and db.session.query(Closing).count() == 1


def test_another_sites_request(client: FlaskClient, from_facebook: Member) -> None:
    """The same body in JSON, or by a browser of the victim's: only the signed form field is read."""
    assert client.post(PATH, json=signed_now()).status_code == 415
    assert client.get(PATH, query_string=signed_now()).status_code == 404
    assert client.post(PATH, query_string=signed_now()).status_code == 400
    assert closing_of(from_facebook) is None
