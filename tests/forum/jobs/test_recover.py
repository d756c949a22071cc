"""When the checker is back, what waits for it is read at once."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from forum.db import db, utcnow
from forum.jobs.models import Job
from forum.jobs.promise import MOST_TRIES, promise
from forum.jobs.recover import Recovery, pull_forward, retry_failed
from tests.parallel import at_once
from tests.readers import FakeReader


def waiting(count: int = 1, fault: str = "checker: died") -> None:
    """Rows with an hour to wait after this fault."""
    for subject in range(count):
        promise(f"test {fault}", subject).last_error = fault
    db.session.execute(update(Job).values(due_at=utcnow() + timedelta(hours=1), attempts=5))
    db.session.commit()


def due() -> int:
    db.session.rollback()
    return len(db.session.scalars(select(Job).where(Job.state == "due", Job.due_at <= utcnow())).all())


def test_nothing_is_asked_while_nothing_waits(reader: FakeReader) -> None:
    assert Recovery().look() == 0
    assert reader.read == []


def test_rows_stay_while_the_checker_is_away(reader: FakeReader) -> None:
    waiting()
    reader.is_away()
    assert Recovery().look() == 0
    assert due() == 0


def test_the_first_answer_after_a_silence_makes_all_rows_due(reader: FakeReader) -> None:
    recovery = Recovery()
    waiting(3)
    reader.is_away()
    recovery.look()
    reader.fault = None
    assert recovery.look() == 3
    assert due() == 3


def test_rows_that_wait_for_another_reason_keep_their_waits(reader: FakeReader) -> None:
    waiting(1, "detect: ValueError")
    assert Recovery().look() == 0
    assert due() == 0


def test_a_text_that_brings_down_a_healthy_checker_keeps_its_waits(reader: FakeReader) -> None:
    recovery = Recovery()
    waiting()
    recovery.look()
    waiting()
    assert recovery.look() == 0, "the checker answered before and answers now"


def test_two_workers_pull_forward_at_once(app: Flask) -> None:
    waiting(20)
    at_once(app, pull_forward, pull_forward, pull_forward)
    assert due() == 20


@pytest.mark.parametrize("state, count", [("failed", 1), ("done", 0), ("running", 0), ("due", 0)])
def test_failed_jobs_can_be_given_all_tries_again(app: Flask, state: str, count: int) -> None:
    job = promise("test", 1)
    job.state, job.attempts = state, MOST_TRIES
    db.session.commit()
    assert retry_failed() == count
    assert db.session.get_one(Job, job.id).attempts == (0 if count else MOST_TRIES)
