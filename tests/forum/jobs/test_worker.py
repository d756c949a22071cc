"""The loop goes on whatever happens in it, and ends when it is told to."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from forum.db import db, utcnow
from forum.drafts.models import ParkedForm
from forum.jobs import worker
from forum.jobs.models import Job
from forum.jobs.promise import finish, promise
from forum.jobs.run import Work
from forum.jobs.worker import Rounds, start_thread
from scripts.ports import wait_until
from tests.readers import FakeReader

Start = Callable[[], threading.Thread]


@pytest.fixture
def start(app: Flask, reader: FakeReader, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Start the loop in a thread; it is stopped after the test."""

    def do(subject_id: int, in_request: bool) -> None:
        finish("test", subject_id)
        db.session.commit()

    monkeypatch.setitem(app.extensions["work"], "test", Work(do, lambda subject_id: None))
    monkeypatch.setitem(app.config, "WORKER_INTERVAL", 0.01)
    threads: list[threading.Thread] = []
    yield lambda: threads.append(start_thread(app)) or threads[-1]
    app.extensions["worker_stop"].set()
    for thread in threads:
        thread.join(10)
    app.extensions["worker_stop"].clear()


def state() -> str:
    db.session.rollback()
    return db.session.scalars(select(Job.state)).one()


def test_a_due_job_is_run_by_the_thread(start: Start) -> None:
    promise("test", 1)
    db.session.commit()
    start()
    assert wait_until(lambda: state() == "done", 10)


def test_the_loop_goes_on_after_the_database_was_away(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    rounds = iter([OperationalError("SELECT", {}, Exception()), OSError("no process can be started")])
    usual = worker.run_due

    def fail_at_first(most: int) -> int:
        for error in rounds:
            raise error
        return usual(most)

    monkeypatch.setattr(worker, "run_due", fail_at_first)
    promise("test", 1)
    db.session.commit()
    start()
    assert wait_until(lambda: state() == "done", 10)


def test_the_loop_ends_when_it_is_told_to(app: Flask, start: Start) -> None:
    thread = start()
    app.extensions["worker_stop"].set()
    thread.join(10)
    assert not thread.is_alive()


def test_a_round_drops_parked_forms_that_nobody_came_back_for(app: Flask, reader: FakeReader) -> None:
    for key, age in (("old", 25), ("new", 23)):
        at = utcnow() - timedelta(hours=age)
        db.session.add(ParkedForm(key=key, path="/", fields={}, created_at=at))
    db.session.commit()
    Rounds().next()
    assert list(db.session.scalars(select(ParkedForm.key))) == ["new"]
