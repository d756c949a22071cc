"""The demo shows the code that nobody has a phone for; no other board does."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.factors.codes import METHOD
from tests.accounts import is_signed_in, sign_in
from tests.factories import PASSWORD, app_secret, make_member

SHOWN = "data-demo-code"


@pytest.fixture
def as_env(app: Flask, monkeypatch: pytest.MonkeyPatch):
    return lambda env: monkeypatch.setitem(app.config, "ENV", env)


def code_page(client: FlaskClient, **fields: object) -> str:
    member = make_member(password=PASSWORD, tf_primary_method=METHOD, tf_totp_secret=app_secret(), **fields)
    return client.get(sign_in(client, member).location).text


def test_a_demo_member_in_development_gets_the_code_and_it_works(client: FlaskClient, as_env) -> None:
    as_env("development")
    page = code_page(client, is_demo=True)
    code = page.partition(SHOWN)[2][1:7]
    client.post("/login/code", data={"code": code})
    assert is_signed_in(client)


def test_after_a_used_code_the_next_one_is_shown(app: Flask, client: FlaskClient, as_env) -> None:
    as_env("development")
    member = make_member(
        password=PASSWORD, is_demo=True, tf_primary_method=METHOD, tf_totp_secret=app_secret()
    )
    for _ in range(2):
        browser = app.test_client()
        page = browser.get(sign_in(browser, member).location).text
        browser.post("/login/code", data={"code": page.partition(SHOWN)[2][1:7]})
        assert is_signed_in(browser)


@pytest.mark.parametrize("env", ["production", "test"])
def test_no_other_board_shows_it(client: FlaskClient, as_env, env: str) -> None:
    as_env(env)
    assert SHOWN not in code_page(client, is_demo=True)


def test_who_is_not_of_the_demo_never_gets_it(client: FlaskClient, as_env) -> None:
    as_env("development")
    assert SHOWN not in code_page(client, is_demo=False)
