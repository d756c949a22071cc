"""One process on SQLite: the checker is killed again and again, and every post is public and read once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum import create_app
from forum.db import db
from forum.jobs.models import Job
from forum.jobs.worker import start_thread
from forum.members.models import Member
from forum.posts.models import Post
from forum.review.models import ReviewItem, ReviewReason, Screening
from forum.screening import Level
from scripts.ports import wait_until
from tests.accounts import session_of
from tests.conftest import Browser
from tests.factories import add_roles, make_member, make_thread

SIGN, QUIET = "My gums have been bleeding since Monday.", "Good luck for Thursday."
POSTS = 12


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Flask]:
    """A board as `make run` serves it, with its job thread and a checker process, on a file of its own."""
    app = create_app(
        env="test", database_url=f"sqlite:///{tmp_path / 'board.sqlite3'}", redis_url=None,
        checker="process", checker_timeout=0.4, worker_interval=0.1, limits=False,
    )  # fmt: skip
    app.config.update(WTF_CSRF_ENABLED=False)
    app.test_client_class = Browser
    with app.app_context():
        db.create_all()
        add_roles()
        worker = start_thread(app)
        yield app
        app.extensions["worker_stop"].set()
        worker.join(20)
        app.extensions["reader"].checker.stop()
        db.session.remove()
        db.engine.dispose()


def kill_checker(app: Flask) -> bool:
    """As the kernel would when memory is short. False while there is none."""
    process = app.extensions["reader"].checker.process
    if process is not None:
        process.kill()
    return process is not None


def write(app: Flask, author: Member, thread_id: int) -> list[int]:
    """Send the posts of one member, killing the checker on the way; return the statuses of the pages."""
    client = app.test_client()
    values = session_of(author)
    with client.session_transaction() as session:
        session.update(values)
    statuses = []
    for number in range(POSTS):
        if number in (3, 9):
            kill_checker(app)
        body = f"{SIGN if number % 2 else QUIET} Note {number:02}."
        place = client.post(f"/threads/{thread_id}/reply", data={"body": body}).location
        page = client.get(place, follow_redirects=True)
        statuses.append(page.status_code if f"Note {number:02}." in page.text else 0)
    return statuses


def waiting() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).where(Job.state != "done")) or 0


@pytest.mark.slow
def test_every_post_is_public_and_read_once_though_the_checker_is_killed(board: Flask) -> None:
    thread, author = make_thread(), make_member()
    assert wait_until(lambda: waiting() == 0, 60), "the checker has started"
    assert write(board, author, thread.id) == [200] * POSTS
    assert wait_until(lambda: waiting() == 0, 60), "the checker is back"
    posts = db.session.scalars(select(Post).where(Post.author_id == author.id)).all()
    urgent = [post.id for post in posts if SIGN in post.revision.body]
    assert [post.screening_state for post in posts] == ["done"] * POSTS
    assert [post.id for post in posts if post.shown_level >= Level.URGENT] == urgent
    assert list(db.session.scalars(select(ReviewItem.post_id).order_by(ReviewItem.post_id))) == urgent
    assert db.session.scalar(select(func.count(ReviewReason.id))) == len(urgent)
    assert db.session.scalar(select(func.count(Screening.id))) == POSTS + 1
