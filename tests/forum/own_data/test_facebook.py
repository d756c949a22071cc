"""Facebook's data-deletion callback, with requests signed here as Facebook signs them."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from pydantic import SecretStr
from sqlalchemy import func, select

from forum.db import db, utcnow
from forum.own_data.close import closing_of
from forum.own_data.facebook import BadRequest, read_signed_request
from forum.own_data.models import Closing
from forum.signin.models import Arrival, Identity
from forum.signin.providers import FACEBOOK as ISSUER
from tests.factories import PASSWORD, make_member

SECRET = "the secret of the app"
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PATH = "/data-deletion/facebook"


def encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def sign(secret: str = SECRET, **changes: object) -> str:
    fields = {"algorithm": "HMAC-SHA256", "issued_at": int(NOW.timestamp()), "user_id": "218471"}
    return sign_text(json.dumps(fields | changes), secret)


def sign_text(payload: str, secret: str = SECRET) -> str:
    body = encode(payload.encode())
    return f"{encode(hmac.new(secret.encode(), body.encode(), hashlib.sha256).digest())}.{body}"


def test_a_signed_request_names_its_user() -> None:
    assert read_signed_request(sign(), SECRET, NOW) == "218471"


@pytest.mark.parametrize(
    "signed",
    [
        "", ".", "a", "a.b.c", "é.é", "x" * 5000, "=.=", "!!.!!",
        sign(secret="another"),
        sign().replace(".", ".e"),
        "." + sign().split(".")[1],
        sign(algorithm="none"), sign(algorithm="HMAC-SHA1"), sign(algorithm=None),
        sign(issued_at=int(NOW.timestamp()) - 3601), sign(issued_at=int(NOW.timestamp()) + 301),
        sign(issued_at=None), sign(issued_at="now"), sign(issued_at=True), sign(issued_at=10**30),
        sign(issued_at=float("nan")),
        sign(user_id=""), sign(user_id=None), sign(user_id=218471), sign(user_id=["1"]),
        sign(user_id="1" * 300), sign(user_id="1\x00"),
        sign_text("[]"), sign_text("null"), sign_text("{"), sign_text("[" * 900), sign_text("\ud800".encode(
            "utf-8", "surrogatepass").decode("latin-1")),
    ],
)  # fmt: skip
def test_anything_else_is_refused(signed: str) -> None:
    with pytest.raises(BadRequest):
        read_signed_request(signed, SECRET, NOW)


@pytest.fixture
def configured(app: Flask, monkeypatch: pytest.MonkeyPatch, with_csrf: None) -> None:
    monkeypatch.setitem(app.config, "FACEBOOK_APP_ID", "1")
    monkeypatch.setitem(app.config, "FACEBOOK_APP_SECRET", SecretStr(SECRET))


def member_from_facebook(**fields: object):
    member = make_member("Rosa", **fields)
    db.session.add(Identity(member_id=member.id, provider="facebook", issuer=ISSUER, subject="218471"))
    db.session.commit()
    return member


def call(client, **changes: object):
    return client.post(PATH, data={"signed_request": sign(issued_at=int(utcnow().timestamp()), **changes)})


def test_a_member_of_facebook_alone_is_deleted_after_seven_days(client, configured, after_seven_days) -> None:
    member = member_from_facebook()
    answer = call(client)
    closing = closing_of(member)
    code = closing.code
    assert answer.json == {
        "url": f"http://127.0.0.1:8000/data-deletion/{code}",
        "confirmation_code": code,
    }
    assert not closing.keeps_posts and closing.due_at - utcnow() > timedelta(days=6)
    assert "will be deleted" in client.get(f"/data-deletion/{code}").text
    after_seven_days()
    assert "is deleted" in client.get(f"/data-deletion/{code}").text
    assert db.session.scalar(select(func.count(Identity.id))) == 0


def test_asked_again_it_names_the_same_code(client, configured) -> None:
    member_from_facebook()
    assert call(client).json == call(client).json


@pytest.mark.parametrize("other_way", ["password", "identity"])
def test_with_another_way_in_only_what_came_from_facebook_goes(client, configured, other_way: str) -> None:
    member = member_from_facebook(**({"password": PASSWORD} if other_way == "password" else {}))
    if other_way == "identity":
        db.session.add(Identity(member_id=member.id, provider="x", issuer="https://x", subject="1"))
    answer = call(client)
    assert closing_of(member) is None
    assert db.session.scalar(select(func.count(Identity.id)).where(Identity.issuer == ISSUER)) == 0
    assert "is deleted" in client.get(f"/data-deletion/{answer.json['confirmation_code']}").text


def test_somebody_who_never_came_here_gets_a_receipt_too(client, configured) -> None:
    db.session.add(Arrival(key="k", provider="facebook", issuer=ISSUER, subject="218471"))
    assert call(client).status_code == 200
    assert db.session.scalar(select(func.count(Arrival.id))) == 0


@pytest.mark.parametrize("data", [{}, {"signed_request": ""}, {"signed_request": sign(secret="x")}])
def test_a_bad_signature_is_refused_without_detail(client, configured, data: dict[str, str]) -> None:
    member_from_facebook()
    answer = client.post(PATH, data=data)
    assert answer.status_code == 400 and "signature" not in answer.text.lower()
    assert db.session.scalar(select(func.count(Closing.id))) == 0


def test_without_an_app_there_is_no_such_page(client, with_csrf) -> None:
    member_from_facebook()
    assert call(client).status_code == 404


def test_an_identity_of_another_provider_with_that_number_is_left_alone(client, configured) -> None:
    member = make_member()
    db.session.add(Identity(member_id=member.id, provider="x", issuer="https://x", subject="218471"))
    call(client)
    assert closing_of(member) is None and db.session.scalar(select(func.count(Identity.id))) == 1
