"""The text of one event stream: server-sent events, and a comment now and then."""

import json
import socket
import time
from collections.abc import Callable, Iterator
from typing import Any

from forum.live.hub import Hub, Seat

KEEP_ALIVE = 15.0
LASTS = 240.0
"""Seconds; then the browser comes again, and the thread is free for a moment for whoever waits."""
COME_AGAIN = 2_000
"""Milliseconds that a browser waits before it comes again."""


def events(hub: Hub, seat: Seat, now: Callable[[], float] = time.monotonic) -> Iterator[str]:
    """What is new as `event: news`; at the end `event: over` when this browser has no say here any more."""
    ends_at = now() + LASTS
    try:
        yield f"retry: {COME_AGAIN}\n\n"
        while (left := ends_at - now()) > 0:
            news = hub.wait_for_news(seat, min(KEEP_ALIVE, left))
            if seat.is_ended:
                yield "event: over\ndata: {}\n\n"
                return
            yield f"event: news\ndata: {json.dumps(news.as_dict())}\n\n" if news else ": still here\n\n"
    finally:
        hub.stand_up(seat)


def left_by_browser(environ: dict[str, Any]) -> Callable[[], bool]:
    """Ask gunicorn's socket whether the browser has closed it; the next word would tell too late."""
    connection = environ.get("gunicorn.socket")

    def is_gone() -> bool:
        try:
            return connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
        except (BlockingIOError, ValueError):
            return False
        except OSError:
            return True

    return is_gone if isinstance(connection, socket.socket) else lambda: False
