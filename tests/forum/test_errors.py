"""Error pages: a state that people see, in the frame of the board, without insides."""

from http import HTTPStatus

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient

from forum.errors import PAGES
from tests.accounts import csrf_token
from tests.factories import make_member


@pytest.fixture
def broken(app: Flask, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """The list of boards fails with a secret in its message; errors are answered, not raised."""

    def fail() -> str:
        raise RuntimeError("secret words of a post")

    monkeypatch.setitem(app.view_functions, "boards.index", fail)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    return app.test_client()


def test_a_crash_is_a_calm_page_that_tells_no_insides(broken: FlaskClient) -> None:
    page = broken.get("/")
    assert page.status_code == 500
    assert "Something broke on our side" in page.text and "Code 500" in page.text
    assert "secret" not in page.text and "RuntimeError" not in page.text


@pytest.mark.parametrize("code", sorted(PAGES))
def test_each_error_says_what_happened_and_what_to_do(
    app: Flask, client: FlaskClient, monkeypatch, code: int
) -> None:
    monkeypatch.setitem(app.view_functions, "boards.index", lambda: abort(code))
    page = client.get("/")
    title, advice = PAGES[code]
    assert page.status_code == code
    assert f"<h1>{title}</h1>" in page.text
    assert advice.replace("'", "&#39;") in page.text
    assert "!" not in title + advice and HTTPStatus(code).phrase not in title


@pytest.mark.parametrize("code", [406, 418, 501])
def test_an_error_without_words_of_its_own_gets_the_nearest(
    app: Flask, client: FlaskClient, monkeypatch, code: int
) -> None:
    monkeypatch.setitem(app.view_functions, "boards.index", lambda: abort(code))
    page = client.get("/")
    assert page.status_code == code
    assert PAGES[404 if code < 500 else 500][0] in page.text


def test_a_wrong_method_is_named(client: FlaskClient) -> None:
    assert client.get("/preview").status_code == 405
    assert client.delete("/").status_code == 405


def test_a_request_too_large_for_any_form_answers_413(client: FlaskClient, login) -> None:
    answer = login(make_member()).post("/preview", data={"body": "x" * 2_100_000})
    assert answer.status_code == 413
    assert "too much text" in answer.text


def test_a_refusal_while_a_stale_form_is_kept_is_a_page_too(client: FlaskClient, with_csrf: None) -> None:
    answer = client.post("/settings", data={"about": "x" * 200_001})
    assert answer.status_code == 413
    assert "too much text" in answer.text


def test_a_form_with_its_token_is_not_stopped(client: FlaskClient, with_csrf: None) -> None:
    token = csrf_token(client.get("/country"))
    assert client.post("/country", data={"country": "NZ", "csrf_token": token}).status_code == 303
