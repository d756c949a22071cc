"""A form makes one post, however often it is sent; the reader's faults never cost a post."""

import threading
import uuid

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from forum.db import db
from forum.posts import send
from forum.posts.composer import BodyForm
from forum.posts.models import Post, Revision
from forum.posts.send import send_once
from tests.accounts import session_of
from tests.factories import make_board, make_member, make_thread


def posts() -> int:
    return db.session.scalar(select(func.count(Post.id))) or 0


def form(**fields: str) -> dict[str, str]:
    return {"body": "Hello.", "form_key": str(uuid.uuid4())} | fields


def test_a_double_click_makes_one_reply_and_leads_to_it_twice(login, fake_reader) -> None:
    thread = make_thread()
    client, data = login(make_member()), form()
    answers = [client.post(f"/threads/{thread.id}/reply", data=data) for _ in range(3)]
    assert len({answer.location for answer in answers}) == 1
    assert (posts(), thread.reply_count) == (2, 1)


def test_a_double_click_makes_one_thread(login, fake_reader) -> None:
    board = make_board()
    client, data = login(make_member()), form(title="My week")
    answers = [client.post(f"/boards/{board.slug}/new", data=data) for _ in range(2)]
    assert answers[0].location == answers[1].location
    assert (posts(), board.thread_count) == (1, 1)


def test_another_text_in_a_form_that_came_back_is_a_post_of_its_own(login, fake_reader) -> None:
    thread = make_thread()
    client, data = login(make_member()), form()
    for body in ("Hello.", "And one thing more.", "And one thing more."):
        client.post(f"/threads/{thread.id}/reply", data=data | {"body": body})
    bodies = db.session.scalars(select(Revision.body).order_by(Revision.id)).all()
    assert bodies[1:3] == ["Hello.", "And one thing more."]


def test_two_clicks_at_the_same_moment_make_one_post(app: Flask, login, fake_reader) -> None:
    thread, member = make_thread(), make_member()
    path, data = f"/threads/{thread.id}/reply", form()
    clients = [login(member), app.test_client()]
    with clients[1].session_transaction() as session:
        session |= session_of(member)
    answers: list[str] = []
    barrier = threading.Barrier(2)

    def click(client: FlaskClient) -> None:
        barrier.wait()
        answers.append(client.post(path, data=data).location)

    threads = [threading.Thread(target=click, args=(client,)) for client in clients]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(answers) == 2 and len(set(answers)) == 1
    assert posts() == 2


def test_the_second_insert_leads_to_the_first_post(app: Flask, fake_reader, monkeypatch) -> None:
    first = make_thread()
    found = iter([None, db.session.get_one(Post, first.last_post_id)])
    monkeypatch.setattr(send, "post_of_form", lambda *args: next(found))

    def write() -> Post:
        raise IntegrityError("insert", {}, Exception())

    with app.test_request_context():
        assert send_once(BodyForm(form_key="key"), write).id == first.last_post_id


def test_another_fault_of_the_database_is_not_taken_for_a_double_click(app: Flask, monkeypatch) -> None:
    monkeypatch.setattr(send, "post_of_form", lambda *args: None)

    def write() -> Post:
        raise IntegrityError("insert", {}, Exception())

    with app.test_request_context(), pytest.raises(IntegrityError):
        send_once(BodyForm(form_key="key"), write)


def test_a_post_is_public_when_the_reader_is_down(client: FlaskClient, login, fake_reader) -> None:
    thread = make_thread()
    fake_reader.is_down = True
    answer = login(make_member()).post(f"/threads/{thread.id}/reply", data=form(body="Words of a dark day"))
    assert answer.status_code == 303
    client.delete_cookie("session")
    assert "Words of a dark day" in client.get(f"/threads/{thread.id}").text


def test_the_draft_on_the_device_is_forgotten_once(login, fake_reader) -> None:
    thread = make_thread()
    client = login(make_member())
    page = client.post(f"/threads/{thread.id}/reply", data=form(), follow_redirects=True).text
    assert f'data-draft-done="reply-{thread.id}"' in page
    assert "data-draft-done" not in client.get(f"/threads/{thread.id}").text
