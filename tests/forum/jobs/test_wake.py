"""Wake-ups go out after the commit, and nobody waits for Redis."""

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from redis import Redis

from forum.db import db
from forum.jobs import wake
from forum.jobs.broker import RUN, SETTINGS
from forum.jobs.promise import promise
from forum.jobs.waker import MOST_WAITING, Waker
from scripts.ports import free_port, wait_until


class FakeWaker:
    def __init__(self) -> None:
        self.woken: list[tuple[int, int]] = []

    def wake(self, job_id: int, delay: int = 0) -> None:
        self.woken.append((job_id, delay))


@pytest.fixture
def waker(app: Flask) -> Iterator[FakeWaker]:
    app.extensions["waker"] = fake = FakeWaker()
    yield fake
    app.extensions["waker"] = None


def test_a_promise_wakes_a_worker_once_it_is_committed(waker: FakeWaker) -> None:
    job = promise("test", 1)
    assert waker.woken == []
    db.session.commit()
    db.session.commit()
    assert waker.woken == [(job.id, 0)]


def test_a_rolled_back_promise_wakes_nobody(waker: FakeWaker) -> None:
    promise("test", 1)
    db.session.rollback()
    db.session.commit()
    assert waker.woken == []


def test_work_that_the_request_does_itself_wakes_nobody(waker: FakeWaker) -> None:
    promise("test", 1, leased=True)
    db.session.commit()
    assert waker.woken == []


def test_long_waits_are_left_to_the_sweep(waker: FakeWaker) -> None:
    wake.after_commit(1, wake.MOST_DELAY)
    wake.after_commit(2, wake.MOST_DELAY + 1)
    db.session.commit()
    assert waker.woken == [(1, wake.MOST_DELAY)]
    assert SETTINGS["broker_transport_options"]["visibility_timeout"] > wake.MOST_DELAY


def test_without_redis_nothing_of_celery_is_loaded() -> None:
    program = "import sys; from forum import create_app; create_app(); print('celery' in sys.modules)"
    names = [name for name in os.environ if not name.startswith(("CAREBOARD_", "DATABASE_", "REDIS_"))]
    environment = {name: os.environ[name] for name in names} | {"DATABASE_URL": "sqlite://"}
    done = subprocess.run([sys.executable, "-c", program], env=environment, text=True, capture_output=True)
    assert done.stdout.strip() == "False", done.stderr


def test_a_dead_redis_costs_a_request_nothing() -> None:
    waker = Waker(f"redis://127.0.0.1:{free_port()}/0")
    for job_id in range(MOST_WAITING * 2):
        waker.wake(job_id)
    # They neither wait nor raise, and what nobody takes is dropped, not piled up.
    assert waker._waiting.qsize() <= MOST_WAITING


@pytest.mark.redis
def test_wake_ups_reach_redis() -> None:
    address = os.environ.get("TEST_REDIS_URL")
    if not address:
        pytest.skip("TEST_REDIS_URL is not set")
    redis = Redis.from_url(address)
    redis.delete(SETTINGS["task_default_queue"])
    waker = Waker(address)
    for job_id in (1, 2, 3):
        waker.wake(job_id)
    assert wait_until(lambda: redis.llen(SETTINGS["task_default_queue"]) == 3, 10)
    messages: list[Any] = redis.lrange(SETTINGS["task_default_queue"], 0, -1)
    assert all(RUN.encode() in message for message in messages)
    redis.delete(SETTINGS["task_default_queue"])
    redis.close()
