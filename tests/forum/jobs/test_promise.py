"""A job row changes hands by conditional updates."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from forum.db import db, utcnow
from forum.jobs.models import Job
from forum.jobs.promise import MOST_TRIES, WAITS, claim, finish, owner, promise, put_back, renew
from tests.parallel import at_once, elsewhere

KIND = "test"


def promised(**values: object) -> int:
    """A committed row that is due, with these values."""
    job = promise(KIND, 1)
    for name, value in values.items():
        setattr(job, name, value)
    db.session.commit()
    return job.id


def row() -> Job:
    db.session.rollback()
    return db.session.scalars(select(Job)).one()


def lose_lease() -> None:
    db.session.execute(update(Job).values(lease_until=utcnow() - timedelta(seconds=1)))
    db.session.commit()


def test_a_promise_goes_with_the_transaction_that_made_it(app: Flask) -> None:
    promise(KIND, 1)
    db.session.rollback()
    assert db.session.scalar(select(Job)) is None


def test_a_second_promise_gives_the_same_row_all_its_tries_again(app: Flask) -> None:
    job_id = promised(state="failed", attempts=MOST_TRIES, finished_at=utcnow())
    assert promise(KIND, 1).id == job_id
    db.session.commit()
    assert (row().state, row().attempts, row().finished_at) == ("due", 0, None)


def test_a_leased_promise_cannot_be_claimed_by_another(app: Flask) -> None:
    job = promise(KIND, 1, leased=True)
    db.session.commit()
    assert not elsewhere(app, lambda: claim(job.id))
    assert finish(KIND, 1)


@pytest.mark.parametrize(
    "values, is_free",
    [
        ({}, True),
        ({"due_at": utcnow() + timedelta(hours=1)}, False),
        ({"state": "done"}, False),
        ({"state": "failed"}, False),
        ({"state": "running", "lease_until": utcnow() + timedelta(hours=1)}, False),
        ({"state": "running", "lease_until": utcnow() - timedelta(seconds=1)}, True),
    ],
)
def test_only_due_and_abandoned_rows_can_be_claimed(app: Flask, values: dict, is_free: bool) -> None:
    assert claim(promised(**values)) is is_free


@pytest.mark.parametrize("round_", range(5))
def test_of_many_claimers_at_once_one_gets_the_job(app: Flask, round_: int) -> None:
    job_id = promised()
    assert sorted(at_once(app, *[lambda: claim(job_id)] * 6)) == [False] * 5 + [True]
    assert row().attempts == 1


@pytest.mark.parametrize("round_", range(5))
def test_of_many_claimers_of_an_abandoned_job_one_gets_it(app: Flask, round_: int) -> None:
    job_id = promised(state="running", lease_owner="gone", lease_until=utcnow() - timedelta(seconds=1))
    assert sum(at_once(app, *[lambda: claim(job_id)] * 6)) == 1


def test_threads_never_share_an_owners_name(app: Flask) -> None:
    assert len({owner(), *at_once(app, owner, owner)}) == 3


def test_a_worker_that_lost_its_lease_can_neither_finish_nor_put_back(app: Flask) -> None:
    job_id = promised()
    assert claim(job_id)
    lose_lease()
    assert elsewhere(app, lambda: claim(job_id))
    assert not finish(KIND, 1)
    assert put_back(db.session.get_one(Job, job_id), "late") == "lost"
    assert (row().state, row().last_error) == ("running", "")


def test_a_lease_that_ran_out_still_counts_while_nobody_took_over(app: Flask) -> None:
    assert claim(promised())
    lose_lease()
    assert finish(KIND, 1)


def test_a_renewed_lease_is_whole_again(app: Flask) -> None:
    assert claim(promised())
    lose_lease()
    assert renew(KIND, 1)
    db.session.commit()
    assert row().lease_until > utcnow()
    assert elsewhere(app, lambda: claim(row().id)) is False


def test_a_lost_lease_cannot_be_renewed(app: Flask) -> None:
    job_id = promised()
    assert claim(job_id)
    lose_lease()
    assert elsewhere(app, lambda: claim(job_id))
    assert not renew(KIND, 1)


def test_a_job_is_finished_once(app: Flask) -> None:
    assert claim(promised())
    assert [finish(KIND, 1), finish(KIND, 1)] == [True, False]
    db.session.commit()
    assert (row().state, row().lease_owner, row().lease_until) == ("done", None, None)


@pytest.mark.parametrize("tries", range(1, MOST_TRIES))
def test_waits_grow_from_try_to_try(app: Flask, tries: int) -> None:
    job_id = promised(attempts=tries - 1)
    assert claim(job_id)
    assert put_back(db.session.get_one(Job, job_id), "down") == "due"
    db.session.commit()
    wait = (row().due_at - utcnow()).total_seconds()
    assert WAITS[tries - 1] - 2 < wait <= WAITS[tries - 1]
    assert list(WAITS) == sorted(WAITS)


def test_after_the_last_try_the_row_stays_as_failed(app: Flask) -> None:
    job_id = promised(attempts=MOST_TRIES - 1)
    assert claim(job_id)
    assert put_back(db.session.get_one(Job, job_id), "down") == "failed"
    db.session.commit()
    assert (row().state, row().last_error) == ("failed", "down")
    assert not claim(job_id)
