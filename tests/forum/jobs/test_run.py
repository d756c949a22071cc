"""Due rows are run one by one; whatever happens to one, the row says so and the rest goes on."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from forum.db import db, utcnow
from forum.jobs import run
from forum.jobs.models import Job
from forum.jobs.promise import MOST_TRIES, finish, promise
from forum.jobs.run import NotNow, Work, run_due, run_job, run_now
from tests.parallel import at_once

KIND = "test"


class Handler:
    """Keeps what it was called with; fails on the subjects in `faults`."""

    def __init__(self) -> None:
        self.done: list[int] = []
        self.given_up: list[int] = []
        self.faults: dict[int, Exception] = {}

    def do(self, subject_id: int, in_request: bool) -> None:
        if subject_id in self.faults:
            raise self.faults[subject_id]
        if finish(KIND, subject_id):
            self.done.append(subject_id)
        db.session.commit()

    def give_up(self, subject_id: int) -> None:
        self.given_up.append(subject_id)


@pytest.fixture
def handler(app: Flask) -> Iterator[Handler]:
    handler = Handler()
    app.extensions["work"][KIND] = Work(handler.do, handler.give_up)
    yield handler
    del app.extensions["work"][KIND]


def promised(*subjects: int, **values: object) -> list[int]:
    jobs = [promise(KIND, subject) for subject in subjects]
    for place, job in enumerate(jobs):
        job.due_at = utcnow() - timedelta(seconds=len(jobs) - place)
        for name, value in values.items():
            setattr(job, name, value)
    db.session.commit()
    return [job.id for job in jobs]


def row(subject: int) -> Job:
    db.session.rollback()
    return db.session.scalars(select(Job).filter_by(subject_id=subject)).one()


def test_due_jobs_run_oldest_first_and_once(handler: Handler) -> None:
    promised(3, 1, 2)
    assert run_due() == 3
    assert run_due() == 0
    assert handler.done == [3, 1, 2]


def test_a_round_takes_no_more_than_it_was_told(handler: Handler) -> None:
    promised(1, 2, 3)
    assert run_due(most=2) == 2


def test_a_fault_puts_the_row_back_and_the_others_run(handler: Handler) -> None:
    handler.faults[1] = ValueError("my gums bleed")
    promised(1, 2)
    assert run_due() == 2
    assert handler.done == [2]
    assert (row(1).state, row(1).attempts, row(1).last_error) == ("due", 1, "ValueError")
    assert row(1).due_at > utcnow()


def test_a_fault_with_a_reason_leaves_it_on_the_row(handler: Handler) -> None:
    handler.faults[1] = NotNow("checker: died")
    promised(1)
    run_due()
    assert row(1).last_error == "checker: died"


def test_what_a_failed_handler_wrote_is_undone(app: Flask, handler: Handler) -> None:
    def write_and_fail(subject_id: int, in_request: bool) -> None:
        promise("half written", subject_id)
        raise RuntimeError

    app.extensions["work"][KIND] = Work(write_and_fail, handler.give_up)
    promised(1)
    run_due()
    assert [job.kind for job in db.session.scalars(select(Job))] == [KIND]


def test_after_the_last_try_the_job_is_given_up_once(handler: Handler) -> None:
    handler.faults[1] = ValueError()
    promised(1, attempts=MOST_TRIES - 1)
    run_due()
    run_due()
    assert handler.given_up == [1]
    assert row(1).state == "failed"


def test_a_job_that_takes_its_workers_along_is_given_up(handler: Handler) -> None:
    promised(1, attempts=MOST_TRIES, state="running", lease_until=utcnow() - timedelta(seconds=1))
    run_due()
    assert (handler.done, handler.given_up) == ([], [1])
    assert (row(1).state, row(1).last_error) == ("failed", "WorkersLost")


@pytest.mark.parametrize("kind", [KIND, "a kind that no release knows"])
def test_a_job_that_cannot_even_be_given_up_stays_failed(app: Flask, handler: Handler, kind: str) -> None:
    def break_(subject_id: int, in_request: bool = False) -> None:
        raise RuntimeError

    app.extensions["work"][KIND] = Work(break_, break_)
    promised(1, attempts=MOST_TRIES - 1, kind=kind)
    assert run_due() == 1
    assert row(1).state == "failed"


def test_a_claimed_job_is_left_to_its_worker(handler: Handler) -> None:
    [job_id] = promised(1, state="running", lease_until=utcnow() + timedelta(hours=1))
    assert not run_job(job_id)
    assert not run_job(job_id + 1000)
    assert handler.done == []


def test_two_workers_at_once_do_each_job_once(app: Flask, handler: Handler) -> None:
    promised(*range(1, 21))
    at_once(app, run_due, run_due, run_due)
    assert sorted(handler.done) == list(range(1, 21))


def test_a_request_does_its_own_promise(handler: Handler) -> None:
    promise(KIND, 1, leased=True)
    db.session.commit()
    assert run_now(KIND, 1)
    assert handler.done == [1]


def test_a_request_survives_a_fault_in_its_own_promise(handler: Handler) -> None:
    handler.faults[1] = MemoryError()
    promise(KIND, 1, leased=True)
    db.session.commit()
    assert not run_now(KIND, 1)
    assert row(1).state == "due"


def test_a_request_survives_the_loss_of_the_database(
    handler: Handler, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(job: Job, fault: str) -> str:
        raise OperationalError("UPDATE", {}, Exception("gone"))

    handler.faults[1] = OperationalError("SELECT", {}, Exception("gone"))
    monkeypatch.setattr(run, "put_back", gone)
    promise(KIND, 1, leased=True)
    db.session.commit()
    assert not run_now(KIND, 1)
    assert row(1).state == "running", "its lease runs out, and a worker takes over"
