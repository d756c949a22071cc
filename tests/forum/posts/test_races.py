"""Two people, or two clicks of one, at the same moment."""

import uuid
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.db import db
from forum.posts.edit import StaleEdit, edit_post
from forum.posts.models import Post, Revision
from forum.posts.write import reply
from forum.threads.models import Thread
from tests.accounts import session_of
from tests.factories import make_member, make_post, make_thread
from tests.parallel import at_once
from tests.readers import FakeReader

CLICKS = 4


def save_edit(post_id: int, body: str) -> str:
    post = db.session.get_one(Post, post_id)
    try:
        changed = edit_post(post, post.author, "", body, 1)
    except StaleEdit:
        return "stale"
    db.session.commit()
    return "saved" if changed else "nothing new"


@pytest.mark.parametrize("round_", range(3))
def test_of_different_edits_at_once_one_is_saved_and_the_others_are_stale(
    app: Flask, reader: FakeReader, round_: int
) -> None:
    post_id = make_post().id
    edits = [lambda number=number: save_edit(post_id, f"text {number}") for number in range(CLICKS)]
    assert sorted(at_once(app, *edits)) == ["saved"] + ["stale"] * (CLICKS - 1)
    assert db.session.scalar(select(func.count(Revision.id)).filter_by(post_id=post_id)) == 2


@pytest.mark.parametrize("round_", range(3))
def test_a_double_click_on_an_edit_saves_it_once(app: Flask, reader: FakeReader, round_: int) -> None:
    post_id = make_post().id
    found = at_once(app, *[lambda: save_edit(post_id, "the same text")] * CLICKS)
    assert sorted(found) == ["nothing new"] * (CLICKS - 1) + ["saved"]


@pytest.mark.parametrize("round_", range(3))
def test_replies_at_once_are_all_counted_and_the_last_is_the_last(
    app: Flask, reader: FakeReader, round_: int
) -> None:
    thread = make_thread()
    thread_id = thread.id

    def write() -> None:
        stood = db.session.get_one(Thread, thread_id)
        reply(stood, stood.author, "A reply.", str(uuid.uuid4()))
        db.session.commit()

    at_once(app, *[write] * CLICKS)
    assert thread.reply_count == CLICKS
    assert thread.last_post_id == db.session.scalar(select(func.max(Post.id)).filter_by(thread_id=thread_id))


@pytest.mark.parametrize("round_", range(3))
def test_clicks_at_once_make_one_post_and_all_lead_to_it(app: Flask, reader: FakeReader, round_: int) -> None:
    thread_id, author = make_thread().id, make_member()
    form = {"body": "Hello.", "form_key": str(uuid.uuid4())}
    values = session_of(author)

    def click() -> Any:
        client = app.test_client()
        with client.session_transaction() as session:
            session.update(values)
        return client.post(f"/threads/{thread_id}/reply", data=form).location

    assert len(set(at_once(app, *[click] * CLICKS))) == 1
    assert db.session.scalar(select(func.count(Post.id)).filter_by(author_id=author.id)) == 1
