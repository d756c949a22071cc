"""The command in a process of its own, killed by the system in the middle, with the real reader."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from forum.db import db
from forum.posts.models import Post
from forum.rescreen.models import RescreenChunk
from forum.rescreen.run import CHUNK
from forum.review.models import Screening
from forum.screening import reader_version, screen
from scripts.ports import wait_until
from tests.factories import make_member, make_post, make_thread

ROOT = Path(__file__).resolve().parents[3]
TEXTS = (
    "My gums have been bleeding since Monday.",
    "Good luck for Thursday, we are thinking of you.",
    "I can't breathe and my lips are swelling.",
    "Last year my gums bled, they are fine now.",
)
NUMBER = 5 * CHUNK


def count_done() -> int:
    db.session.rollback()
    done = select(func.count(RescreenChunk.id)).where(RescreenChunk.done_at.is_not(None))
    return db.session.scalar(done) or 0


def start(app: Flask) -> "subprocess.Popen[bytes]":
    """Without a terminal, and with the reader in the same process, so that nothing of it is left behind."""
    settings = {"DATABASE_URL": app.config["DATABASE_URL"], "CAREBOARD_CHECKER": "inline"}
    command = [sys.executable, "-m", "flask", "--app", "forum", "rescreen", "--apply"]
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, **settings}, stdout=subprocess.PIPE)


@pytest.fixture
def expected(app: Flask) -> dict[int, int]:
    """The levels that posts should come to; they were all read as none by an older version."""
    thread, author = make_thread(), make_member()
    texts = [f"{TEXTS[number % len(TEXTS)]} Note {number}." for number in range(NUMBER)]
    posts = [make_post(thread, author, text) for text in texts]
    expected = {post.id: post.shown_level for post in posts}
    db.session.execute(update(Screening).values(version="0", level=0))
    db.session.execute(update(Post).values(shown_level=0))
    db.session.commit()
    return expected


@pytest.mark.slow
def test_a_killed_command_goes_on_where_it_was(app: Flask, expected: dict[int, int]) -> None:
    assert len(set(expected.values())) > 2
    process = start(app)
    assert wait_until(lambda: count_done() > 0, 60)
    process.kill()
    process.communicate()
    assert 0 < count_done() < 6

    output = start(app).communicate(timeout=60)[0].decode()
    db.session.rollback()
    assert f"{NUMBER + 1} of {NUMBER + 1} texts read" in output
    posts = db.session.scalars(select(Post).where(Post.id.in_(expected))).all()
    assert {post.id: post.shown_level for post in posts} == expected
    assert set(db.session.scalars(select(Screening.version))) == {reader_version()}
    for post in posts[:: NUMBER // 8]:
        check_findings(post)


def check_findings(post: Post) -> None:
    row = db.session.scalars(select(Screening).filter_by(revision_id=post.revision_id)).one()
    found = screen("", post.revision.body).findings
    assert [(f.concept, f.start) for f in row.findings] == [(f.concept, f.start) for f in found]
