"""Counts within windows: by name and key, in this process or in Redis."""

import pytest
from redis import RedisError

from forum.counters import ASK_AGAIN, Counters


def test_every_window_counts_and_the_longest_wait_is_told() -> None:
    counters = Counters()
    assert [counters.hit("2 per minute; 3 per hour", "post", "rosa") for _ in range(2)] == [0, 0]
    assert 0 < counters.hit("2 per minute; 3 per hour", "post", "rosa") <= 60
    assert 60 < counters.hit("2 per minute; 3 per hour", "post", "rosa") <= 3600


@pytest.mark.parametrize("name, key", [("post", "bea"), ("edit", "rosa")])
def test_others_are_counted_by_themselves(name: str, key: str) -> None:
    counters = Counters()
    counters.hit("1 per minute", "post", "rosa")
    assert counters.hit("1 per minute", name, key) == 0
    assert counters.hit("1 per minute", "post", "rosa") > 0


def test_times_widens_a_window_and_an_empty_limit_counts_nothing() -> None:
    counters = Counters()
    assert [bool(counters.hit("1 per minute", "post", "rosa", times=3)) for _ in range(4)] == [False] * 3 + [
        True
    ]
    assert [counters.hit("", "post", "rosa") for _ in range(9)] == [0] * 9


def test_reset_forgets() -> None:
    counters = Counters()
    counters.hit("1 per minute", "post", "rosa")
    counters.reset()
    assert counters.hit("1 per minute", "post", "rosa") == 0


def test_a_redis_that_failed_is_left_alone_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    now, asked = [0.0], []

    class Away:
        def hit(self, *rest: object) -> bool:
            asked.append(now[0])
            raise RedisError

    counters = Counters()
    counters.shared = Away()
    monkeypatch.setattr("forum.counters.time.monotonic", lambda: now[0])
    for now[0] in (0.0, 1.0, ASK_AGAIN - 1, ASK_AGAIN, ASK_AGAIN + 1):
        counters.hit("2 per hour", "post", "rosa")
    assert asked == [0.0, ASK_AGAIN]
    assert counters.hit("2 per hour", "post", "rosa") > 0
