"""Cookies, headers, JSON bodies, sign-in on other pages' behalf: what every answer has in common."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum import create_app
from forum.config import SettingsError
from tests.accounts import sign_in
from tests.boards import second_board
from tests.factories import PASSWORD, make_member


@pytest.fixture(scope="module")
def production_app(database_url: str) -> Iterator[Flask]:
    """A board with production settings on the tests' database."""
    secrets = {"secret_key": "s" * 40, "password_salt": "t" * 40, "totp_secret": "u" * 40}
    with second_board(database_url, env="production", limits=False, **secrets) as app:
        yield app


@pytest.fixture
def production(app: Flask, production_app: Flask) -> Iterator[FlaskClient]:
    yield production_app.test_client()


def test_production_cookies_are_secure_http_only_and_same_site(production: FlaskClient) -> None:
    with production.application.app_context():
        answer = sign_in(production, make_member(password=PASSWORD), remember="y")
    cookies = {cookie.split("=")[0]: cookie for cookie in answer.headers.getlist("Set-Cookie")}
    assert {"session", "known_browser"} <= cookies.keys()
    for cookie in cookies.values():
        assert "Secure" in cookie and "HttpOnly" in cookie and "SameSite=Lax" in cookie


def test_production_asks_browsers_to_stay_on_https(production: FlaskClient) -> None:
    answer = production.get("/login", base_url="https://localhost")
    assert "max-age=" in answer.headers["Strict-Transport-Security"]


def test_development_cookies_work_without_https(client: FlaskClient) -> None:
    answer = sign_in(client, make_member(password=PASSWORD), remember="y")
    assert "Secure" not in "".join(answer.headers.getlist("Set-Cookie"))


@pytest.mark.parametrize("name", ["secret_key", "password_salt", "totp_secret"])
def test_production_refuses_to_start_with_a_default_secret(database_url: str, name: str) -> None:
    secrets = {"secret_key": "s" * 40, "password_salt": "t" * 40, "totp_secret": "u" * 40}
    del secrets[name]
    with pytest.raises(SettingsError, match=name.upper()):
        create_app(env="production", database_url=database_url, **secrets)


@pytest.mark.parametrize("path", ["/", "/login", "/register", "/nowhere", "/settings"])
def test_every_answer_carries_the_strict_policy(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    policy = dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/login", "/register", "/reset", "/country", "/boards/x/new", "/preview"])
def test_json_is_refused_where_forms_are_expected(client: FlaskClient, path: str) -> None:
    answer = client.post(path, json={"email": 5, "name": 5, "body": 5})
    assert answer.status_code == 415
    assert "could not be read" in answer.text


def test_a_client_that_wants_json_gets_no_account_data(client: FlaskClient) -> None:
    member = make_member(password=PASSWORD)
    sign_in(client, member)
    for path in ("/login", "/verify", "/change"):
        assert member.fs_uniquifier not in client.get(path, headers={"Accept": "application/json"}).text


def test_no_token_signs_in_beside_the_session(client: FlaskClient) -> None:
    member = make_member(password=PASSWORD)
    token = member.get_auth_token()
    for place in ({"headers": {"Authentication-Token": token}}, {"query_string": {"auth_token": token}}):
        assert client.get("/settings", **place).status_code == 303


@pytest.mark.parametrize(
    "path", ["/settings", "/settings?from=a", "/review", "/threads/1/unread", "/change", "/verify"]
)
def test_a_visitor_is_led_to_sign_in_and_back(client: FlaskClient, path: str) -> None:
    location = client.get(path).location
    assert location.startswith("/login?next=")
    assert client.get(location).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_every_change_needs_a_csrf_token(client: FlaskClient, with_csrf: None, method: str) -> None:
    answer = getattr(client, method)("/country", data={"country": "NZ"})
    assert answer.status_code in (400, 405)


def test_the_session_is_not_shared_with_other_apps_on_the_host(client: FlaskClient) -> None:
    answer = sign_in(client, make_member(password=PASSWORD))
    assert "Domain=" not in "".join(answer.headers.getlist("Set-Cookie"))
