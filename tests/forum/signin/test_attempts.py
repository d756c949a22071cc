"""A way back works once, in the browser that began it, for the provider that it was begun with."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from forum.db import db, utcnow
from forum.signin.attempts import LASTS, MOST_ATTEMPTS
from forum.signin.claims import Claims
from forum.signin.models import Attempt
from tests import factories
from tests.boards import second_board
from tests.openid import OpenIDServer
from tests.ways import come_back, leave, with_query

CANNOT_GO_ON = "This sign-in cannot go on"


def attempts() -> int:
    return db.session.scalar(select(func.count(Attempt.id))) or 0


def test_a_used_way_back_is_refused(
    client: FlaskClient, provider: OpenIDServer, arrived: list[Claims]
) -> None:
    back = provider.sign_in(leave(client))
    assert come_back(client, back).status_code == 303
    again = come_back(client, back)
    assert again.status_code == 400 and CANNOT_GO_ON in again.text
    assert len(arrived) == 1 and attempts() == 0


def test_an_old_cookie_does_not_revive_a_used_attempt(
    client: FlaskClient, provider: OpenIDServer, arrived: list[Claims]
) -> None:
    back = provider.sign_in(leave(client))
    with client.session_transaction() as session:
        before = dict(session)
    come_back(client, back)
    with client.session_transaction() as session:
        session.update(before)
    assert come_back(client, back).status_code == 400 and len(arrived) == 1


def test_a_code_that_was_used_at_the_provider_is_refused(
    client: FlaskClient, provider: OpenIDServer, arrived: list[Claims]
) -> None:
    back = provider.sign_in(leave(client))
    provider.codes.clear()
    response = come_back(client, back)
    assert response.status_code == 502 and "Test provider refused this sign-in" in response.text
    assert arrived == []


def test_the_way_back_of_another_browser_is_refused(
    app: Flask, client: FlaskClient, provider: OpenIDServer, arrived: list[Claims]
) -> None:
    """Login CSRF: an attacker's own way back, opened by somebody else."""
    back = provider.sign_in(leave(app.test_client()), "bob")
    response = come_back(client, back)
    assert response.status_code == 400 and CANNOT_GO_ON in response.text
    assert arrived == [] and attempts() == 1


def test_a_code_from_another_attempt_is_refused(
    app: Flask, client: FlaskClient, provider: OpenIDServer, arrived: list[Claims]
) -> None:
    """Code injection: PKCE ties a code to the browser that asked for it."""
    stolen = dict(parse_qsl(urlsplit(provider.sign_in(leave(app.test_client()), "bob")).query))["code"]
    own = provider.sign_in(leave(client), "ada")
    response = come_back(client, with_query(own, code=stolen))
    assert response.status_code == 502 and arrived == []


@pytest.mark.parametrize("state", [None, "", "x", "0" * 43, "é", "x" * 5000])
def test_a_made_up_state_is_refused(client: FlaskClient, provider, arrived, state: str | None) -> None:
    back = with_query(provider.sign_in(leave(client)), state=state)
    response = come_back(client, back)
    assert response.status_code == 400 and CANNOT_GO_ON in response.text and arrived == []


def test_an_attempt_ends_by_itself(client: FlaskClient, provider: OpenIDServer, arrived) -> None:
    back = provider.sign_in(leave(client))
    db.session.execute(update(Attempt).values(created_at=utcnow() - LASTS - LASTS))
    assert CANNOT_GO_ON in come_back(client, back).text and arrived == []
    leave(client)
    assert attempts() == 1, "the old one was swept"


def test_a_browser_keeps_a_few_attempts(client: FlaskClient, provider: OpenIDServer, arrived) -> None:
    backs = [provider.sign_in(leave(client)) for _ in range(MOST_ATTEMPTS + 1)]
    assert [come_back(client, back).status_code for back in backs] == [400] + [303] * MOST_ATTEMPTS


def test_who_signed_in_meanwhile_gets_no_way_in_of_a_visitor(
    client: FlaskClient, provider: OpenIDServer, arrived: list[Claims], login: Any
) -> None:
    back = provider.sign_in(leave(client))
    login(factories.make_member())
    assert come_back(client, back).status_code == 400 and arrived == []


# --- two providers


def test_an_attempt_at_one_provider_does_not_end_at_another(client: FlaskClient, two, arrived) -> None:
    honest, _ = two
    back = honest.sign_in(leave(client, "honest")).replace("/honest/", "/evil/")
    response = come_back(client, back)
    assert response.status_code == 400 and CANNOT_GO_ON in response.text and arrived == []


def test_a_way_back_that_names_another_issuer_is_refused(client: FlaskClient, two, arrived) -> None:
    """Mix-up (RFC 9207): the code goes to nobody."""
    honest, evil = two
    back = with_query(evil.sign_in(leave(client, "evil")), iss=honest.issuer)
    assert come_back(client, back).status_code == 502 and arrived == []
    assert "token" not in evil.asked


def test_a_provider_that_names_itself_must(client: FlaskClient, provider: OpenIDServer, arrived) -> None:
    provider.says_iss = True
    assert come_back(client, provider.sign_in(leave(client))).status_code == 303
    for wrong in ("no iss", "wrong iss"):
        provider.misbehave = wrong
        assert come_back(client, provider.sign_in(leave(client))).status_code == 502
    assert len(arrived) == 1


def test_a_start_is_limited_by_address(app: Flask, provider: OpenIDServer, database_url: str) -> None:
    with second_board(database_url, limits=True, openid_providers=[provider.settings()]) as limited:
        limited.extensions["limits"].reset()
        visitor = limited.test_client()
        codes = [visitor.post("/sign-in/test").status_code for _ in range(31)]
        limited.extensions["limits"].reset()
    assert codes == [200] * 30 + [429]
