"""The sending side of Celery: hands over wake-ups from a thread, so that no request waits for Redis."""

import queue
import threading

import structlog
from celery import Celery

from forum.jobs.broker import RUN, make_celery

log = structlog.get_logger()

MOST_WAITING = 1000
"""Wake-ups kept while Redis is away. More are dropped: the sweep finds their rows."""


class Waker:
    """`wake()` returns at once and never raises, whatever state Redis is in."""

    def __init__(self, redis_url: str) -> None:
        self._celery: Celery = make_celery(redis_url)
        self._waiting: queue.Queue[tuple[int, int]] = queue.Queue(MOST_WAITING)
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def wake(self, job_id: int, delay: int = 0) -> None:
        """Ask some worker to run this job after `delay` seconds."""
        try:
            self._waiting.put_nowait((job_id, delay))
        except queue.Full:
            return
        with self._lock:
            # Also after a fork, which leaves the thread behind.
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._send_all, name="wake-ups", daemon=True)
                self._thread.start()

    def _send_all(self) -> None:
        is_away = False
        while True:
            job_id, delay = self._waiting.get()
            try:
                self._celery.send_task(RUN, (job_id,), countdown=delay or None, retry=False)
                is_away = False
            except Exception as error:
                # Redis is away, or half away: said once, and the job is left to the sweep.
                if not is_away:
                    log.warning("wake-ups do not reach Redis", error=type(error).__name__)
                is_away = True
