"""Chunks as jobs: a lost worker loses nothing, a new post waits for few of them, and the end is seen once."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from forum.db import db, utcnow
from forum.jobs.models import Job
from forum.jobs.promise import MOST_TRIES, promise
from forum.jobs.recover import pull_forward
from forum.jobs.run import run_due
from forum.modlog.models import ModLogEntry
from forum.rescreen import chunk as chunks
from forum.rescreen.chunk import RESCREEN
from forum.rescreen.models import Rescreen, RescreenChunk
from forum.rescreen.run import AHEAD, begin, tally_of
from forum.review.models import Screening
from forum.screening import Level
from tests.parallel import at_once, elsewhere

NUMBER = 23


@pytest.fixture
def posts(app: Flask, write, reader, small_chunks, monkeypatch):
    """Many posts that the next version reads as urgent; the board has Celery."""
    monkeypatch.setitem(app.config, "REDIS_URL", "redis://127.0.0.1:1/0")
    bodies = [f"none {number}" for number in range(NUMBER)]
    posts = write(*bodies)
    reader.change(dict.fromkeys(bodies, Level.URGENT))
    return posts


def run_all() -> None:
    while run_due():
        pass
    db.session.rollback()


def jobs(*states: str) -> int:
    counted = select(func.count(Job.id)).where(Job.kind == RESCREEN, Job.state.in_(states))
    return db.session.scalar(counted) or 0


def abandon() -> None:
    """As if the worker had been killed and its lease had run out."""
    past = utcnow() - timedelta(seconds=1)
    db.session.execute(update(Job).where(Job.state == "running").values(lease_until=past))
    db.session.commit()


def ended() -> bool:
    """Whether every text was read by the new version, and counted once, in one line of the log."""
    tally = tally_of(db.session.scalars(select(Rescreen)).one())
    entry = db.session.scalars(select(ModLogEntry)).one()
    assert (entry.after["texts"], entry.after["up"]) == (NUMBER + 1, NUMBER)
    return tally.read == NUMBER + 1 and set(db.session.scalars(select(Screening.version))) == {"2"}


def test_apply_only_promises_and_the_workers_read(reader, posts, rescreen) -> None:
    result = rescreen("--apply")
    assert result.exit_code == 0 and "On the queue" in result.output
    assert reader.read == []
    run_all()
    assert ended() and jobs("due", "running", "failed") == 0
    assert len(reader.read) == NUMBER + 1
    assert {post.shown_level for post in posts} == {Level.URGENT}


def test_few_chunks_stand_on_the_queue_at_a_time(reader, posts, rescreen) -> None:
    rescreen("--apply")
    assert jobs("due") == AHEAD
    assert run_due(1) == 1
    assert jobs("due") == AHEAD
    rescreen("--apply")
    assert jobs("due") == AHEAD, "said twice, promised once"


def test_the_newest_posts_come_first_and_what_rises_is_stored_first(
    reader, posts, rescreen, monkeypatch
) -> None:
    stored = []
    monkeypatch.setattr(
        chunks,
        "store",
        lambda reads, store=chunks.store: stored.append([r.rise for r in reads]) or store(reads),
    )
    reader.now[posts[-2].revision.body] = Level.CRISIS
    reader.now[posts[-3].revision.body] = Level.NONE
    rescreen("--apply")
    run_due(1)
    assert reader.read == [post.revision.body for post in posts[:-4:-1]]
    assert stored == [[4, 2], [0]]


@pytest.mark.parametrize("moment", [1, 2, 3, 8])
def test_a_lost_worker_loses_nothing(app: Flask, reader, posts, rescreen, moment: int) -> None:
    def die() -> None:
        raise SystemExit

    reader.before[posts[-moment].revision.body] = die
    rescreen("--apply")
    with pytest.raises(SystemExit):
        run_all()
    db.session.rollback()
    assert jobs("running") == 1
    abandon()
    run_all()
    assert ended() and jobs("due", "running", "failed") == 0


def test_a_worker_that_lost_its_lease_writes_nothing(app: Flask, reader, posts, rescreen) -> None:
    def take_over() -> None:
        abandon()
        elsewhere(app, run_all)

    rescreen("--apply")
    reader.before[posts[-2].revision.body] = take_over
    run_all()
    assert ended()
    assert db.session.scalar(select(func.count()).select_from(RescreenChunk)) == 8


@pytest.mark.parametrize("round_", range(3))
def test_many_workers_at_once_read_each_text_once(app: Flask, reader, posts, rescreen, round_: int) -> None:
    rescreen("--apply")
    at_once(app, *[run_all] * 4)
    run_all()
    assert ended()
    assert len(reader.read) == len(set(reader.read)) == NUMBER + 1


def test_the_lease_is_held_during_a_long_chunk(app: Flask, reader, posts, rescreen, monkeypatch) -> None:
    monkeypatch.setitem(app.config, "JOB_LEASE", 0)  # every text takes longer than a third of it
    rescreen("--apply")
    leases = []
    for post in posts[-2:]:
        reader.before[post.revision.body] = lambda: leases.append(
            db.session.scalar(select(Job.lease_until).where(Job.state == "running"))
        )
    run_due(1)
    assert leases[0] < leases[1]


def test_an_outage_puts_the_chunk_back_and_what_was_read_is_kept(reader, posts, rescreen) -> None:
    rescreen("--apply")
    reader.before[posts[-2].revision.body] = lambda: setattr(reader, "is_away", True)
    run_due(1)
    job = db.session.scalars(select(Job).where(Job.kind == RESCREEN).order_by(Job.id)).first()
    assert (job.state, job.last_error) == ("due", "checker: died")
    assert posts[-1].shown_level == Level.URGENT
    reader.is_away = False
    pull_forward()
    run_all()
    assert ended()
    assert len(reader.read) == NUMBER + 1


def test_a_chunk_that_is_given_up_counts_its_rest_as_unread_and_hands_on(reader, posts, rescreen) -> None:
    rescreen("--apply")
    job = db.session.scalars(select(Job).where(Job.kind == RESCREEN).order_by(Job.id)).first()
    job.attempts = MOST_TRIES
    db.session.commit()
    run_all()
    tally = tally_of(db.session.scalars(select(Rescreen)).one())
    assert (tally.unread.count, tally.up) == (3, NUMBER - 3)
    assert {post.shown_level for post in posts[-3:]} == {Level.NONE}
    result = rescreen("--status")
    assert result.exit_code == 1 and "could not be read" in result.output


def test_a_run_that_was_begun_in_place_is_carried_on_by_workers(
    app: Flask, reader, posts, rescreen, monkeypatch
) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    reader.before[posts[-5].revision.body] = interrupt
    with monkeypatch.context() as without_celery:
        without_celery.setitem(app.config, "REDIS_URL", None)
        assert rescreen("--apply").exit_code == 130
    rescreen("--apply")
    run_all()
    assert ended()
    assert len(reader.read) == NUMBER + 1


def test_jobs_of_a_run_that_is_over_do_nothing(reader, posts, rescreen) -> None:
    rescreen("--apply")
    reader.change()
    begin(reader.version, False)
    run_all()
    assert reader.read == [] and jobs("due", "running") == 0


def test_a_chunk_promised_again_after_its_end_does_nothing(reader, posts, rescreen) -> None:
    rescreen("--apply")
    run_all()
    promise(RESCREEN, db.session.scalars(select(RescreenChunk.id)).first())
    db.session.commit()
    run_all()
    assert ended() and len(reader.read) == NUMBER + 1
