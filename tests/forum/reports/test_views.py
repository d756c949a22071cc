"""The page on which a member reports a post."""

import html

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.db import db, utcnow
from forum.reports.models import REASONS, Report
from tests.factories import make_member, make_post

pytestmark = pytest.mark.usefixtures("fake_reader")


def reports() -> int:
    return db.session.scalar(select(func.count(Report.id))) or 0


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_can_be_given(login, reason: str) -> None:
    post = make_post(author=make_member("Rosa"))
    client = login(make_member())
    assert html.escape(REASONS[reason]) in client.get(f"/posts/{post.id}/report").text
    answer = client.post(f"/posts/{post.id}/report", data={"reason": reason, "note": "In my words."})
    assert answer.location == f"/posts/{post.id}"
    assert db.session.scalars(select(Report)).one().note == "In my words."


@pytest.mark.parametrize(
    "fields, error",
    [
        ({"reason": ""}, "Choose what is wrong"),
        ({"reason": "nonsense"}, "Not a valid choice"),
        ({"note": "x" * 2001}, "longer than 2,000 characters"),
        ({"note": "a\x00b"}, "Character 2 cannot be shown"),
    ],
)
def test_a_bad_report_keeps_what_was_typed(login, fields: dict[str, str], error: str) -> None:
    data = {"reason": "harm", "note": "My <careful> words"} | fields
    page = login(make_member()).post(f"/posts/{make_post().id}/report", data=data)
    shown = html.unescape(page.text)
    assert page.status_code == 422 and error in shown and data["note"] in shown
    if data["reason"] == "harm":
        assert 'checked id="reason-0"' in page.text
    assert reports() == 0


def test_no_reason_at_all_is_a_clear_error(login) -> None:
    page = login(make_member()).post(f"/posts/{make_post().id}/report", data={"note": "x"})
    assert page.status_code == 422 and "Choose what is wrong" in page.text


def test_a_second_report_says_that_the_first_one_is_there(login) -> None:
    post = make_post()
    client = login(make_member())
    for said in ("A moderator will look at it", "You reported this post before"):
        answer = client.post(f"/posts/{post.id}/report", data={"reason": "rude"}, follow_redirects=True)
        assert said in answer.text
    assert reports() == 1


@pytest.mark.parametrize("part", ["post", "thread", "board"])
def test_what_is_deleted_cannot_be_reported(login, part: str) -> None:
    post = make_post()
    rows = {"post": post, "thread": post.thread, "board": post.thread.board}
    rows[part].deleted_at = utcnow()
    client = login(make_member())
    assert client.get(f"/posts/{post.id}/report").status_code == 410
    assert client.post(f"/posts/{post.id}/report", data={"reason": "rude"}).status_code == 410


def test_who_reported_is_not_shown_on_the_thread(client: FlaskClient, login) -> None:
    post = make_post()
    login(make_member("Whistler")).post(f"/posts/{post.id}/report", data={"reason": "rude"})
    client.delete_cookie("session")
    assert "Whistler" not in client.get(f"/threads/{post.thread_id}").text
