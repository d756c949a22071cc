"""Sign-in with a server of Facebook's shape."""

from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from forum.signin.claims import Claims
from tests.facebook import WRONG_ME, FacebookServer
from tests.misbehaviour import BODIES
from tests.ways import come_back, leave

FACEBOOK = "https://www.facebook.com"


def sign_in(client: FlaskClient, facebook: FacebookServer, subject: str = "1001"):
    return come_back(client, facebook.sign_in(leave(client, "facebook"), subject))


def test_an_address_from_facebook_is_never_verified(
    client: FlaskClient, facebook: FacebookServer, arrived: list[Claims]
) -> None:
    facebook.people["1001"] |= {"email_verified": True, "verified": True}
    assert sign_in(client, facebook).status_code == 303
    assert arrived == [Claims("facebook", FACEBOOK, "1001", "ada@example.org", False, "Ada Lovelace")]
    assert facebook.asked == ["token", "me"]


def test_facebook_may_give_no_address(
    client: FlaskClient, facebook: FacebookServer, arrived: list[Claims]
) -> None:
    sign_in(client, facebook, "1002")
    assert [(one.subject, one.email, one.name) for one in arrived] == [("1002", None, "Cleo Noaddress")]


def test_the_dialog_gets_a_state_and_a_challenge_but_no_secret(
    client: FlaskClient, facebook: FacebookServer
) -> None:
    parts = urlsplit(leave(client, "facebook"))
    asked = parse_qs(parts.query)
    assert parts.path == "/v25.0/dialog/oauth"
    assert asked["code_challenge_method"] == ["S256"] and len(asked["code_challenge"][0]) == 43
    assert asked["scope"] == ["public_profile,email"] and asked["response_type"] == ["code"]
    assert asked["redirect_uri"] == ["http://127.0.0.1:8000/sign-in/facebook/callback"]
    assert "secret" not in parts.query


def test_cancelled_at_facebook(client: FlaskClient, facebook: FacebookServer, arrived) -> None:
    response = sign_in(client, facebook, "nobody")
    assert response.status_code == 400 and arrived == []
    assert "You stopped before Facebook was done" in response.text


@pytest.mark.parametrize("wrong", WRONG_ME)
def test_a_person_without_a_proper_id_is_nobody(
    client: FlaskClient, facebook: FacebookServer, arrived: list[Claims], wrong: str
) -> None:
    facebook.misbehave = wrong
    response = sign_in(client, facebook)
    assert response.status_code == 502 and arrived == []
    assert "could not make sense of the answer from Facebook" in response.text


@pytest.mark.parametrize("place", ["token", "me"])
@pytest.mark.parametrize("body", BODIES)
def test_nonsense_from_facebook_is_a_clear_page(
    client: FlaskClient, facebook: FacebookServer, arrived: list[Claims], body: str, place: str
) -> None:
    facebook.misbehave = f"{body} at {place}"
    response = sign_in(client, facebook)
    assert response.status_code == (503 if body in ("500", "too many requests") else 502)
    assert arrived == [] and "Nothing is lost" in response.text


@pytest.mark.parametrize("place", ["token", "me"])
def test_a_slow_facebook_is_not_waited_for(
    client: FlaskClient, facebook: FacebookServer, arrived, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("forum.signin.session.READ_SECONDS", 0.2)
    facebook.misbehave = f"slow at {place}"
    response = sign_in(client, facebook)
    assert response.status_code == 503 and "Facebook does not answer" in response.text


def test_the_token_is_used_with_a_proof_of_the_secret(
    client: FlaskClient, facebook: FacebookServer, arrived, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("forum.signin.facebook._proof", lambda provider, token: "0" * 64)
    response = sign_in(client, facebook)
    assert response.status_code == 502 and "Facebook refused this sign-in" in response.text
    assert arrived == []
