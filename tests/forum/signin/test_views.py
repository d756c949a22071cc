"""The way out and the way back: what each may carry, once, and what the person sees when it fails."""

from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.db import db
from forum.drafts.models import ParkedForm
from forum.signin.models import Attempt
from tests import factories
from tests.openid import OpenIDServer
from tests.ways import address_in, come_back, leave, ways_in, with_query

CANNOT_GO_ON = "This sign-in cannot go on"


def attempts() -> int:
    return db.session.scalar(select(func.count(Attempt.id))) or 0


def test_the_address_holds_what_the_protocol_asks_for(client: FlaskClient, provider: OpenIDServer) -> None:
    asked = parse_qs(urlsplit(leave(client)).query)
    assert asked["response_type"] == ["code"] and asked["scope"] == ["openid email profile"]
    assert asked["code_challenge_method"] == ["S256"] and len(asked["code_challenge"][0]) == 43
    assert min(len(asked[name][0]) for name in ("state", "nonce")) >= 40
    assert asked["redirect_uri"] == ["http://127.0.0.1:8000/sign-in/test/callback"]


def test_no_two_attempts_share_a_secret(client: FlaskClient, provider: OpenIDServer) -> None:
    one, two = (parse_qs(urlsplit(leave(client)).query) for _ in range(2))
    assert [name for name in ("state", "nonce", "code_challenge") if one[name] == two[name]] == []


def test_a_forged_host_changes_no_address(client: FlaskClient, provider: OpenIDServer) -> None:
    response = client.post("/sign-in/test", headers={"Host": "evil.example"})
    assert "evil.example" not in response.text
    redirect_to = parse_qs(urlsplit(address_in(response)).query)["redirect_uri"]
    assert redirect_to == ["http://127.0.0.1:8000/sign-in/test/callback"]


def test_the_page_that_leads_on_works_without_script_and_is_not_kept(
    client: FlaskClient, provider: OpenIDServer
) -> None:
    response = client.post("/sign-in/test")
    assert "Go to Test provider" in response.text and "Going to Test provider" in response.text
    assert response.headers["Cache-Control"] == "no-store"
    assert "form-action 'self';" in response.headers["Content-Security-Policy"]


def test_pages_show_the_buttons_that_are_set_up(client: FlaskClient, app: Flask) -> None:
    assert "Continue with" not in client.get("/login").text
    google = {"google_client_id": "id", "google_client_secret": "hidden-value"}
    with ways_in(app, **google, facebook_app_id="7", facebook_app_secret="hidden-value"):
        for page in ("/login", "/register"):
            text = client.get(page).text
            assert text.index("Continue with Google") < text.index("Continue with Facebook")
            assert 'action="/sign-in/google"' in text and "hidden-value" not in text


@pytest.mark.parametrize("key", ["nobody", "facebook", "TEST", "test%00"])
def test_a_provider_that_is_not_set_up_is_not_there(client: FlaskClient, provider, key: str) -> None:
    assert client.post(f"/sign-in/{key}").status_code == 404
    assert client.get(f"/sign-in/{key}/callback?state=x&code=y").status_code == 404


def test_a_start_needs_a_form_of_ours(client: FlaskClient, provider: OpenIDServer, with_csrf: None) -> None:
    assert client.get("/sign-in/test").status_code == 405
    assert client.post("/sign-in/test").status_code == 400
    assert attempts() == 0 and provider.asked == []


# --- what the person sees


@pytest.mark.parametrize(
    "error, status, says",
    [
        ("access_denied", 400, "You stopped before Test provider was done"),
        ("temporarily_unavailable", 503, "Test provider does not answer"),
        ("invalid_scope", 502, "Test provider refused this sign-in"),
    ],
)
def test_a_refusal_of_the_provider_is_said(
    client: FlaskClient, provider: OpenIDServer, arrived, error: str, status: int, says: str
) -> None:
    provider.misbehave = error
    response = come_back(client, provider.sign_in(leave(client)))
    assert response.status_code == status and says in response.text and arrived == []
    assert "Nothing is lost" in response.text and 'action="/sign-in/test"' in response.text


@pytest.mark.parametrize("error", ["<script>alert(1)</script>", "x" * 3000, "\x00", "no such error"])
def test_an_odd_error_is_neither_shown_nor_logged(
    client: FlaskClient, provider: OpenIDServer, error: str, caplog: pytest.LogCaptureFixture
) -> None:
    back = with_query(provider.sign_in(leave(client)), error=error, code=None)
    response = come_back(client, back)
    assert response.status_code == 502 and error not in response.text
    assert error not in caplog.text


@pytest.mark.parametrize("changes", [{"code": None}, {"code": ""}, {"code": "x" * 5000}])
def test_a_way_back_without_a_code_is_refused(client: FlaskClient, provider, arrived, changes: Any) -> None:
    response = come_back(client, with_query(provider.sign_in(leave(client)), **changes))
    assert response.status_code == 502 and arrived == [] and "token" not in provider.asked


def test_the_fault_page_offers_every_other_way(client: FlaskClient, two, arrived) -> None:
    honest, _ = two
    honest.misbehave = "500 at token"
    response = come_back(client, honest.sign_in(leave(client, "honest", next="/boards/talk")))
    assert "Try Test provider again" in response.text and "Continue with Evil" in response.text
    assert response.text.count('name="next" value="/boards/talk"') == 2
    assert "/login?next=%2Fboards%2Ftalk" in response.text or "/login?next=/boards/talk" in response.text


# --- where it goes on


@pytest.mark.parametrize(
    "given, reached",
    [
        ("/boards/talk?page=2#reply", "/boards/talk?page=2#reply"),
        ("", "/go-on"),
        ("https://evil.example/", "/go-on"),
        ("//evil.example/", "/go-on"),
        ("/\\evil.example", "/go-on"),
        ("javascript:alert(1)", "/go-on"),
        ("/" + "x" * 600, "/go-on"),
    ],
)
def test_the_page_to_go_on_to_is_kept_and_is_our_own(
    client: FlaskClient, provider: OpenIDServer, arrived, given: str, reached: str
) -> None:
    response = come_back(client, provider.sign_in(leave(client, next=given)))
    assert response.location == reached


def test_the_sign_in_page_hands_on_where_somebody_was_going(client: FlaskClient, provider) -> None:
    for page in ("/login", "/register"):
        assert 'name="next" value="/boards/talk"' in client.get(f"{page}?next=/boards/talk").text
        assert "evil.example" not in client.get(f"{page}?next=https://evil.example/").text


def test_a_text_that_was_begun_is_still_kept_afterwards(client: FlaskClient, provider, arrived) -> None:
    thread = factories.make_thread()
    client.post(f"/threads/{thread.id}/reply", data={"body": "Half a thought"})
    come_back(client, provider.sign_in(leave(client)))
    assert client.get("/go-on").location == f"/threads/{thread.id}/reply"
    assert db.session.scalars(select(ParkedForm)).one().fields["body"] == "Half a thought"


def test_no_token_code_or_secret_stays_behind(client: FlaskClient, provider: OpenIDServer, arrived) -> None:
    back = provider.sign_in(leave(client))
    code = dict(parse_qsl(urlsplit(back).query))["code"]
    come_back(client, back)
    with client.session_transaction() as session:
        kept = str(dict(session))
    secrets = [code, *provider.tokens, "eyJ"]
    assert [one for one in secrets if one in kept] == [] and attempts() == 0
