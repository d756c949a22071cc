"""Counts within windows of time, in Redis or in this process."""

import time

import structlog
from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import FixedWindowRateLimiter
from redis import RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

log = structlog.get_logger()

ASK_AGAIN = 30.0
"""Seconds for which a Redis that failed is left alone: it must not hold up every page."""


class Counters:
    """Counts by name and key; the keys hold addresses, so they are never logged."""

    def __init__(self, redis_url: str | None = None) -> None:
        self.own = FixedWindowRateLimiter(MemoryStorage())
        self.shared = _shared(redis_url) if redis_url else None
        self.away_until = 0.0

    def hit(self, often: str, name: str, key: str, times: int = 1) -> int:
        """Count one. Return 0, or the seconds to wait when it was one too many for any of the windows.

        `often` is "10 per minute; 60 per hour"; empty counts nothing. `times` widens every window.
        """
        waits = [self._hit(_widened(item, times), name, key) for item in parse_many(often)] if often else []
        return max(waits, default=0)

    def reset(self) -> None:
        """Forget what this process has counted."""
        self.own.storage.reset()

    def _hit(self, item: RateLimitItem, name: str, key: str) -> int:
        if self.shared and time.monotonic() >= self.away_until:
            try:
                return _count(self.shared, item, name, key)
            except RedisError as error:
                log.warning("limits do not reach Redis", error=type(error).__name__)
                self.away_until = time.monotonic() + ASK_AGAIN
        return _count(self.own, item, name, key)


def _count(limiter: FixedWindowRateLimiter, item: RateLimitItem, name: str, key: str) -> int:
    if limiter.hit(item, name, key):
        return 0
    return max(1, round(limiter.get_window_stats(item, name, key).reset_time - time.time()))


def _widened(item: RateLimitItem, times: int) -> RateLimitItem:
    return type(item)(item.amount * times, item.multiples)


def _shared(redis_url: str) -> FixedWindowRateLimiter:
    """A Redis that is silent must not hold up pages: ask once, wait half a second, count by oneself."""
    waits = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5, "retry": Retry(NoBackoff(), 0)}
    return FixedWindowRateLimiter(storage_from_string(redis_url, **waits))
