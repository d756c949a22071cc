"""The whole way with a real OpenID provider, Canaille, as pytest-iam runs it: it insists on PKCE."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from forum.db import db
from forum.signin.claims import Claims
from forum.signin.models import Attempt
from tests.iam import client_at, settings_at
from tests.ways import come_back, leave, ways_in


@pytest.fixture
def iam_client(iam_server: Any) -> Iterator[Any]:
    """The board as this provider knows it."""
    with client_at(iam_server, "http://127.0.0.1:8000") as client:
        yield client


@pytest.fixture
def board(app: Flask, iam_server: Any, iam_client: Any) -> Iterator[None]:
    with ways_in(app, openid_providers=[settings_at(iam_server)]):
        yield


def agree(iam_server: Any, address: str) -> str:
    """Ask the provider as a browser with an open session there; returns the way back."""
    parts = urlsplit(address)
    page = iam_server.test_client.get(f"{parts.path}?{parts.query}")
    if page.status_code == 200:
        page = iam_server.test_client.post(f"{parts.path}?{parts.query}", data={"answer": "accept"})
    assert page.status_code in (302, 303), re.sub(r"\s+", " ", page.text)[:2000]
    return page.location


def test_a_real_provider_lets_a_person_in(
    client: FlaskClient, iam_server: Any, board: None, arrived: list[Claims]
) -> None:
    user = iam_server.random_user(emails=["ada@example.org"], formatted_name="Ada Lovelace")
    iam_server.login(user)
    response = come_back(client, agree(iam_server, leave(client, "iam")))
    assert response.status_code == 303, response.text
    [claims] = arrived
    assert (claims.provider, claims.issuer) == ("iam", iam_server.url.rstrip("/"))
    assert (claims.subject, claims.email) == (user.user_name, "ada@example.org")
    assert not claims.is_email_verified, "this provider does not say that it is"


def test_an_audience_that_does_not_name_us_is_refused(
    client: FlaskClient, iam_server: Any, iam_client: Any, board: None, arrived: list[Claims]
) -> None:
    with iam_server.app.app_context():
        iam_client.audience = []
        iam_server.backend.save(iam_client)
    iam_server.login(iam_server.random_user())
    response = come_back(client, agree(iam_server, leave(client, "iam")))
    assert response.status_code == 502 and arrived == []


def test_the_real_provider_refuses_another_verifier(
    client: FlaskClient, iam_server: Any, board: None, arrived: list[Claims]
) -> None:
    iam_server.login(iam_server.random_user())
    back = agree(iam_server, leave(client, "iam"))
    db.session.execute(update(Attempt).values(code_verifier="x" * 64))
    response = come_back(client, back)
    assert response.status_code == 502 and "IAM refused this sign-in" in response.text
    assert arrived == []
