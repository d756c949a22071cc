"""Too many at once, from one network address or one account: the 429 page with everything that was typed."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from limits import parse_many
from sqlalchemy import func, select

from forum import limits
from forum.config import ROOT
from forum.db import db, utcnow
from forum.drafts.models import ParkedForm
from forum.limits import LIMITS, LONG_STANDING_TIMES, VIEWS
from forum.posts.models import Post
from forum.posts.queries import LONG_STANDING
from tests.accounts import SIGN_UP
from tests.boards import second_board
from tests.factories import PASSWORD, make_member, make_post, make_thread
from tests.readers import FakeReader

MOST_POSTS = LIMITS["post"].free + 6
"""Of a new member in ten minutes."""


FORMS = {
    "/login": {"email": "rosa@example.org", "password": "not the password"},
    "/register": SIGN_UP | {"password": "short"},
    "/reset": {"email": "rosa@example.org"},
    "/confirm": {"email": "rosa@example.org"},
}


def tries_until_refused(counted: FlaskClient, path: str, fields: dict[str, str]) -> tuple[int, str]:
    for number in range(1, 30):
        answer = counted.post(path, data=fields)
        if answer.status_code == 429:
            return number, answer.text
    raise AssertionError(f"{path} was never refused")


@pytest.mark.parametrize("path, most", [("/login", 10), ("/register", 20), ("/reset", 5), ("/confirm", 5)])
def test_too_many_tries_answer_429_with_the_typed_text(counted: FlaskClient, path: str, most: int) -> None:
    number, page = tries_until_refused(counted, path, FORMS[path])
    assert number == most + 1
    assert "a lot in a short time" in page and "and send it again" in page
    for name, value in FORMS[path].items():
        assert (f'value="{value}"' in page) is (name != "password")
    assert counted.get(path).status_code == 200


def test_limits_count_each_address_by_itself(counted: FlaskClient) -> None:
    tries_until_refused(counted, "/login", FORMS["/login"])
    other = counted.post("/login", data=FORMS["/login"], environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert other.status_code == 422


def test_a_header_does_not_make_another_address(counted: FlaskClient) -> None:
    tries_until_refused(counted, "/login", FORMS["/login"])
    answer = counted.post("/login", data=FORMS["/login"], headers={"X-Forwarded-For": "192.0.2.7"})
    assert answer.status_code == 429


@pytest.mark.parametrize("path", ["/verify", "/change"])
def test_guessing_the_password_of_an_open_session_is_limited(counted: FlaskClient, path: str) -> None:
    member = make_member(password=PASSWORD)
    counted.post("/login", data={"email": member.email, "password": PASSWORD})
    wrong = {"password": "a guess", "new_password": "b" * 12, "new_password_confirm": "b" * 12}
    assert tries_until_refused(counted, path, wrong)[0] == 10  # the sign-in was one


def test_a_visitor_cannot_fill_the_database_with_kept_texts(counted: FlaskClient) -> None:
    thread = make_thread()
    number, page = tries_until_refused_parking(counted, thread.id)
    assert number == 31
    assert "text 31" in page
    assert db.session.scalar(select(func.count(ParkedForm.id))) == 1


def tries_until_refused_parking(counted: FlaskClient, thread_id: int) -> tuple[int, str]:
    for number in range(1, 40):
        answer = counted.post(f"/threads/{thread_id}/reply", data={"body": f"text {number}"})
        if answer.status_code == 429:
            return number, answer.text
    raise AssertionError("never refused")


def test_every_limited_view_exists(app: Flask) -> None:
    assert VIEWS.keys() <= app.view_functions.keys()
    assert set(VIEWS.values()) <= LIMITS.keys()


@pytest.mark.parametrize("path, most", [("/login", 30), ("/reset", 5), ("/confirm", 5)])
def test_one_account_is_guarded_against_many_addresses(counted: FlaskClient, path: str, most: int) -> None:
    """Alike for an address with an account and for one without."""
    for email in (make_member(password=PASSWORD).email, "nobody@example.org"):
        codes = [
            counted.post(
                path,
                data={"email": email.upper() if number % 2 else email, "password": "wrong wrong"},
                environ_base={"REMOTE_ADDR": f"192.0.2.{number}"},
            ).status_code
            for number in range(most + 1)
        ]
        assert 429 not in codes[:-1] and codes[-1] == 429


def test_a_sign_up_with_faults_has_no_mail_counted(counted: FlaskClient) -> None:
    for _ in range(8):
        assert counted.post("/register", data=SIGN_UP | {"password": "short"}).status_code == 422
    assert counted.post("/register", data=SIGN_UP).status_code == 302


def test_sign_ups_with_one_address_are_limited_by_the_mails_to_it(counted: FlaskClient) -> None:
    codes = [
        counted.post("/register", data=SIGN_UP | {"name": f"Rosa {number}"}).status_code
        for number in range(6)
    ]
    assert codes == [302] * 5 + [429]


@pytest.fixture
def reader(limited_app: Flask, monkeypatch: pytest.MonkeyPatch) -> FakeReader:
    fake = FakeReader()
    monkeypatch.setitem(limited_app.extensions, "reader", fake)
    return fake


@pytest.fixture
def writer(counted: FlaskClient, fake_reader, reader: FakeReader) -> FlaskClient:
    """A new member who is signed in."""
    member = make_member(password=PASSWORD)
    counted.post("/login", data={"email": member.email, "password": PASSWORD})
    return counted


def replies(writer: FlaskClient, thread_id: int, times: int, **fields: str) -> list[int]:
    return [
        writer.post(f"/threads/{thread_id}/reply", data={"body": f"Text {number}"} | fields).status_code
        for number in range(times)
    ]


def test_a_new_member_posts_some_times_in_a_row_and_then_keeps_the_text(writer: FlaskClient) -> None:
    thread = make_thread()
    path = f"/threads/{thread.id}/reply"
    assert replies(writer, thread.id, MOST_POSTS) == [303] * MOST_POSTS
    refused = writer.post(path, data={"body": "I need somebody to talk to."})
    assert refused.status_code == 429
    assert "I need somebody to talk to." in refused.text and "and send it again" in refused.text
    assert int(refused.headers["Retry-After"]) <= 600
    assert 'href="tel:' in refused.text
    assert "I need somebody to talk to." in writer.get(path).text
    assert db.session.scalar(select(func.count(Post.id)).filter_by(thread_id=thread.id)) == MOST_POSTS + 1


@pytest.mark.parametrize("level, kind", [("crisis", "crisis"), ("emergency", "emergency"), ("none", "info")])
def test_a_refused_text_in_need_gets_its_card(writer: FlaskClient, level: str, kind: str) -> None:
    thread = make_thread()
    replies(writer, thread.id, MOST_POSTS)
    refused = writer.post(f"/threads/{thread.id}/reply", data={"body": f"{level}: words"})
    assert refused.status_code == 429
    assert f'class="care care-{kind}' in refused.text and 'href="tel:' in refused.text
    assert "public" not in refused.text.split("<header")[0]


def test_when_the_checker_is_down_a_refused_text_still_gets_numbers(
    writer: FlaskClient, reader: FakeReader
) -> None:
    thread = make_thread()
    replies(writer, thread.id, MOST_POSTS)
    reader.is_away()
    refused = writer.post(f"/threads/{thread.id}/reply", data={"body": "Words"})
    assert refused.status_code == 429 and 'href="tel:' in refused.text


def test_the_same_form_sent_twice_counts_once(writer: FlaskClient) -> None:
    thread = make_thread()
    for number in range(MOST_POSTS):
        form = {"body": f"Text {number}", "form_key": str(uuid.uuid4())}
        assert replies(writer, thread.id, 3, **form) == [303] * 3


def test_previews_and_faults_are_not_posts(writer: FlaskClient) -> None:
    thread = make_thread()
    assert replies(writer, thread.id, 10, preview="1") == [200] * 10
    assert replies(writer, thread.id, 10, body=" ") == [422] * 10
    assert replies(writer, thread.id, MOST_POSTS) == [303] * MOST_POSTS


def test_a_crowd_at_one_address_does_not_stop_the_first_posts_of_another(
    counted: FlaskClient, fake_reader, reader: FakeReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(limits.LIMITS, "post", replace(LIMITS["post"], address="1 per hour"))
    thread = make_thread()
    for _ in range(2):  # one after the other, so that the first has used up the address
        member = make_member(password=PASSWORD)
        counted.post("/login", data={"email": member.email, "password": PASSWORD})
        assert replies(counted, thread.id, 3) == [303] * 3
        counted.post("/logout")


def test_limits_are_gentler_for_members_of_long_standing(
    counted: FlaskClient, fake_reader, reader: FakeReader
) -> None:
    long_ago = utcnow().replace(tzinfo=None) - LONG_STANDING - timedelta(minutes=1)
    member = make_member(password=PASSWORD, create_datetime=long_ago)
    thread = make_thread()
    for _ in range(10):
        make_post(thread, author=member)
    counted.post("/login", data={"email": member.email, "password": PASSWORD})
    most = LIMITS["post"].free + 6 * LONG_STANDING_TIMES
    assert replies(counted, thread.id, most + 1) == [303] * most + [429]


@pytest.mark.parametrize("name", ["post", "edit", "report"])
def test_nobody_in_need_is_stopped_at_the_second_or_third_post(name: str) -> None:
    limit = LIMITS[name]
    assert limit.free >= 3
    assert min(item.amount for item in parse_many(limit.account)) >= 6


def test_edits_and_reports_are_limited(writer: FlaskClient) -> None:
    thread = make_thread()
    replies(writer, thread.id, 1)
    post = db.session.scalars(select(Post).order_by(Post.id.desc()).limit(1)).one()
    codes = [
        writer.post(f"/posts/{post.id}/edit", data={"body": f"Edit {n}", "based_on": str(n + 1)}).status_code
        for n in range(19)
    ]
    assert codes == [303] * 18 + [429]
    same = {"body": "Edit 17", "based_on": "19"}
    assert writer.post(f"/posts/{post.id}/edit", data=same).status_code == 303  # changes nothing
    posts = [make_post(thread) for _ in range(19)]
    report = {"reason": "other", "note": "Look here"}
    codes = [writer.post(f"/posts/{post.id}/report", data=report).status_code for post in posts]
    assert codes == [303] * 18 + [429]


@pytest.mark.parametrize("name", LIMITS)
def test_every_limit_stands_in_the_docs_as_it_is(name: str) -> None:
    docs = (ROOT / "docs" / "settings.md").read_text()
    row = re.search(rf"^\| {name}[^|]*\|([^|]*)\|([^|]*)\|$", docs, re.MULTILINE)
    assert row and (row[1].strip(), row[2].strip()) == (LIMITS[name].address, LIMITS[name].account)


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
    counted = app_without_redis.test_client()
    number, _ = tries_until_refused(counted, "/login", FORMS["/login"])
    assert number <= 12


def test_without_redis_a_typed_text_is_still_kept(app: Flask, fake_reader, app_without_redis: Flask) -> None:
    thread_id = make_thread().id
    answer = app_without_redis.test_client().post(f"/threads/{thread_id}/reply", data={"body": "Words"})
    assert answer.status_code == 303
    assert db.session.scalar(select(func.count(ParkedForm.id))) == 1
