"""Redis makes limits common to all processes; silent or gone, it holds up no page."""

import os
import socket
import time
from collections.abc import Iterator

import pytest
from flask import Flask
from redis import Redis

from tests.boards import second_board

FORM = {"email": "rosa@example.org", "password": "wrong wrong wrong"}
MOST = 10
"""Tries to sign in per minute."""


def statuses(database_url: str, redis_url: str, tries: int) -> list[int]:
    """What a board of its own answers to so many wrong passwords."""
    with second_board(database_url, redis_url=redis_url) as app:
        client = app.test_client()
        return [client.post("/login", data=FORM).status_code for _ in range(tries)]


@pytest.fixture
def silent_redis() -> Iterator[str]:
    """Takes connections and never says a word."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(50)
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


def test_a_silent_redis_holds_up_nobody_and_lifts_no_limit(
    app: Flask, database_url: str, silent_redis: str
) -> None:
    began = time.monotonic()
    found = statuses(database_url, silent_redis, MOST + 2)
    assert (found[0], found[-1]) == (422, 429)
    # Half a second for each look at it, not the minutes that a socket waits by itself.
    assert time.monotonic() - began < 60


@pytest.mark.redis
def test_two_processes_count_together(app: Flask, database_url: str) -> None:
    address = os.environ.get("TEST_REDIS_URL")
    if not address:
        pytest.skip("TEST_REDIS_URL is not set")
    with Redis.from_url(address) as redis:
        redis.flushdb()
    assert statuses(database_url, address, MOST) == [422] * MOST
    assert statuses(database_url, address, 1) == [429]
