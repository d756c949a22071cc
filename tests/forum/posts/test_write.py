"""Write posts: text, revision, promise and counts in one transaction."""

import uuid

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from forum.db import db
from forum.jobs.models import Job
from forum.posts.models import Post
from forum.posts.write import SCREEN, add_revision, reply, start_thread
from forum.review.models import Screening
from tests.factories import make_board, make_member, make_thread

pytestmark = pytest.mark.usefixtures("fake_reader")


def key() -> str:
    return str(uuid.uuid4())


def test_starting_a_thread_makes_a_first_post_with_the_title(app: Flask) -> None:
    board, author = make_board(), make_member()
    post = start_thread(board, author, "My week", "*Hello.*", key())
    db.session.commit()
    assert post.is_first and post.thread.title == post.revision.title == "My week"
    assert (post.revision.body, post.revision.html) == ("*Hello.*", "<p><em>Hello.</em></p>\n")
    assert (post.thread.last_post_id, post.thread.last_author, post.thread.reply_count) == (
        post.id,
        author,
        0,
    )
    assert (board.thread_count, board.last_post_id) == (1, post.id)


def test_a_reply_moves_the_thread_up_and_is_counted(app: Flask) -> None:
    thread, author = make_thread(), make_member()
    before = thread.last_post_at
    post = reply(thread, author, "Hello.", key())
    db.session.commit()
    assert not post.is_first and post.revision.title == ""
    assert (thread.reply_count, thread.last_post_id, thread.last_author) == (1, post.id, author)
    assert thread.last_post_at > before
    assert thread.board.last_post_id == post.id


def test_a_post_is_born_with_a_pending_screening_and_a_leased_job(app: Flask) -> None:
    post = reply(make_thread(), make_member(), "Hello.", key())
    db.session.commit()
    screening = db.session.scalars(select(Screening).filter_by(revision_id=post.revision_id)).one()
    job = db.session.scalars(select(Job).filter_by(kind=SCREEN, subject_id=post.revision_id)).one()
    assert (post.screening_state, screening.state, job.state) == ("pending", "pending", "running")
    assert job.lease_until


def test_nothing_of_a_post_stays_when_its_transaction_fails(app: Flask) -> None:
    thread = make_thread()
    reply(thread, make_member(), "Hello.", key())
    db.session.rollback()
    assert thread.reply_count == 0
    assert db.session.scalars(select(Post).filter_by(thread_id=thread.id)).one().is_first


def test_one_form_makes_one_post(app: Flask) -> None:
    thread, author, form_key = make_thread(), make_member(), key()
    reply(thread, author, "Hello.", form_key)
    with pytest.raises(IntegrityError):
        reply(thread, author, "Hello.", form_key)
    db.session.rollback()


def test_two_members_may_send_the_same_key(app: Flask) -> None:
    thread, form_key = make_thread(), key()
    for _ in range(2):
        reply(thread, make_member(), "Hello.", form_key)
    db.session.commit()
    assert thread.reply_count == 2


def test_a_new_revision_waits_for_its_own_screening(app: Flask) -> None:
    thread = make_thread()
    post = db.session.get_one(Post, thread.last_post_id)
    assert post.screening_state == "done"
    revision = add_revision(post, post.author, "T", "New words", number=2)
    db.session.commit()
    assert (post.revision, post.screening_state) == (revision, "pending")
