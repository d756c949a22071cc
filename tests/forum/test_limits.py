"""Too many tries from one address: the 429 page with everything that was typed. Other addresses go on."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.db import db
from forum.drafts.models import ParkedForm
from forum.limits import LIMITED
from tests.accounts import SIGN_UP
from tests.boards import second_board
from tests.factories import PASSWORD, make_member, make_thread


@pytest.fixture(scope="module")
def limited_app(database_url: str) -> Iterator[Flask]:
    with second_board(database_url, limits=True) as app:
        yield app


@pytest.fixture
def visitor(app: Flask, limited_app: Flask) -> Iterator[FlaskClient]:
    limited_app.extensions["limits"].reset()
    yield limited_app.test_client()


FORMS = {
    "/login": {"email": "rosa@example.org", "password": "not the password"},
    "/register": SIGN_UP | {"password": "short"},
    "/reset": {"email": "rosa@example.org"},
    "/confirm": {"email": "rosa@example.org"},
}


def tries_until_refused(visitor: FlaskClient, path: str, fields: dict[str, str]) -> tuple[int, str]:
    for number in range(1, 30):
        answer = visitor.post(path, data=fields)
        if answer.status_code == 429:
            return number, answer.text
    raise AssertionError(f"{path} was never refused")


@pytest.mark.parametrize("path, most", [("/login", 10), ("/register", 20), ("/reset", 5), ("/confirm", 5)])
def test_too_many_tries_answer_429_with_the_typed_text(visitor: FlaskClient, path: str, most: int) -> None:
    number, page = tries_until_refused(visitor, path, FORMS[path])
    assert number == most + 1
    assert "a lot in a short time" in page and "Send it again" in page
    for name, value in FORMS[path].items():
        assert (f'value="{value}"' in page) is (name != "password")
    assert visitor.get(path).status_code == 200


def test_limits_count_each_address_by_itself(visitor: FlaskClient) -> None:
    tries_until_refused(visitor, "/login", FORMS["/login"])
    other = visitor.post("/login", data=FORMS["/login"], environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert other.status_code == 422


def test_a_header_does_not_make_another_address(visitor: FlaskClient) -> None:
    tries_until_refused(visitor, "/login", FORMS["/login"])
    answer = visitor.post("/login", data=FORMS["/login"], headers={"X-Forwarded-For": "192.0.2.7"})
    assert answer.status_code == 429


@pytest.mark.parametrize("path", ["/verify", "/change"])
def test_guessing_the_password_of_an_open_session_is_limited(visitor: FlaskClient, path: str) -> None:
    member = make_member(password=PASSWORD)
    visitor.post("/login", data={"email": member.email, "password": PASSWORD})
    wrong = {"password": "a guess", "new_password": "b" * 12, "new_password_confirm": "b" * 12}
    assert tries_until_refused(visitor, path, wrong)[0] == 11


def test_a_visitor_cannot_fill_the_database_with_kept_texts(visitor: FlaskClient) -> None:
    thread = make_thread()
    number, page = tries_until_refused_parking(visitor, thread.id)
    assert number == 31
    assert "text 31" in page
    assert db.session.scalar(select(func.count(ParkedForm.id))) == 1


def tries_until_refused_parking(visitor: FlaskClient, thread_id: int) -> tuple[int, str]:
    for number in range(1, 40):
        answer = visitor.post(f"/threads/{thread_id}/reply", data={"body": f"text {number}"})
        if answer.status_code == 429:
            return number, answer.text
    raise AssertionError("never refused")


def test_every_limited_view_exists(app: Flask) -> None:
    assert LIMITED.keys() <= app.view_functions.keys()


def test_limits_can_be_switched_off(client: FlaskClient) -> None:
    for _ in range(12):
        assert client.post("/login", data=FORMS["/login"]).status_code == 422


@pytest.fixture(scope="module")
def app_without_redis(database_url: str) -> Iterator[Flask]:
    """A board whose Redis does not answer."""
    with second_board(database_url, limits=True, redis_url="redis://127.0.0.1:1/0") as app:
        yield app


def test_without_redis_people_still_sign_in_and_are_still_limited(
    app: Flask, app_without_redis: Flask
) -> None:
    visitor = app_without_redis.test_client()
    number, _ = tries_until_refused(visitor, "/login", FORMS["/login"])
    assert number <= 12


def test_without_redis_a_typed_text_is_still_kept(app: Flask, fake_reader, app_without_redis: Flask) -> None:
    thread_id = make_thread().id
    answer = app_without_redis.test_client().post(f"/threads/{thread_id}/reply", data={"body": "Words"})
    assert answer.status_code == 303
    assert db.session.scalar(select(func.count(ParkedForm.id))) == 1
