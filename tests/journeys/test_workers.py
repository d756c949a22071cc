"""Workers as processes of their own: with and without Redis, and while Redis is away."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from forum import create_app
from forum.db import db
from forum.jobs.models import Job
from forum.jobs.promise import promise
from forum.posts.write import SCREEN, start_thread
from scripts.ports import free_port, wait_until
from tests.factories import add_roles, make_board, make_member
from tests.processes import ROOT, celery_worker

pytestmark = pytest.mark.slow

NEVER = "1000"
"""Seconds between two looks at the table: after the first look only a wake-up helps."""

WORKER = """
from flask.cli import ScriptInfo
from forum import create_app
app = create_app()
app.cli.main(["worker"], obj=ScriptInfo(create_app=lambda: app))
"""
"""`flask --app forum worker`, whatever commands other installed packages bring under that name."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Flask]:
    """An app on a file of its own that reads nothing itself."""
    url = f"sqlite:///{tmp_path / 'board.sqlite3'}"
    app = create_app(env="test", database_url=url, worker_thread=False, treatments=[], redis_url=None)
    with app.app_context():
        db.create_all()
        add_roles()
        yield app
        db.session.remove()
        db.engine.dispose()


def settings(store: Flask, **more: str) -> dict[str, str]:
    own = {"DATABASE_URL": store.config["DATABASE_URL"], "CAREBOARD_TREATMENTS": "[]"}
    return own | {name.upper(): value for name, value in more.items()}


def save_unread() -> None:
    """A post that is due to be read."""
    post = start_thread(make_board(), make_member(), "Hello", "Nothing special.", "key")
    db.session.commit()
    promise(SCREEN, post.revision_id)
    db.session.commit()


def is_done() -> bool:
    db.session.rollback()
    return set(db.session.scalars(select(Job.state))) == {"done"}


def test_a_plain_worker_runs_what_is_due_and_ends_when_told_to(store: Flask) -> None:
    save_unread()
    command = [sys.executable, "-c", WORKER]
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, **settings(store)}) as worker:
        assert wait_until(is_done, 60)
        worker.terminate()
        assert worker.wait(20) == 0


def test_a_celery_worker_runs_what_is_due_while_redis_is_away(store: Flask) -> None:
    save_unread()
    with celery_worker("alone", settings(store, redis_url=f"redis://127.0.0.1:{free_port()}/0")):
        assert wait_until(is_done, 60)


def test_a_celery_worker_without_redis_says_what_to_do(store: Flask) -> None:
    command = [sys.executable, "-m", "celery", "-A", "forum.jobs.celery_app", "worker"]
    names = [name for name in os.environ if "REDIS_URL" not in name]
    environment = {name: os.environ[name] for name in names} | settings(store)
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode != 0
    assert "REDIS_URL is not set" in done.stderr


@pytest.mark.redis
def test_a_celery_worker_is_woken_through_redis(store: Flask) -> None:
    redis_url = os.environ.get("TEST_REDIS_URL")
    if not redis_url:
        pytest.skip("TEST_REDIS_URL is not set")
    save_unread()
    own = settings(store, redis_url=redis_url, careboard_worker_interval=NEVER)
    with celery_worker("woken", own):
        assert wait_until(is_done, 60), "the first look at the table"
        sender = create_app(
            env="test", database_url=own["DATABASE_URL"], treatments=[], redis_url=redis_url, limits=False
        )
        with sender.app_context():
            promise(SCREEN, db.session.scalars(select(Job.subject_id)).one())
            db.session.commit()
            assert wait_until(is_done, 60), "nobody looks at the table again: the wake-up did it"
            db.session.remove()
            db.engine.dispose()
