"""The loop that runs due jobs: in a thread of the web server, in a Celery worker, or as its own process."""

import signal
import threading
import time
from typing import Any

import structlog
from flask import Flask, current_app

from forum import screening
from forum.cases import alarms
from forum.db import db
from forum.desk import hard
from forum.devices import keep as devices
from forum.drafts import park
from forum.jobs import wake
from forum.jobs.recover import Recovery
from forum.jobs.run import run_due
from forum.mails import sweep as mails
from forum.members import unconfirmed
from forum.oncall.ladder import LadderRounds
from forum.own_data import ask, close
from forum.review.tidy import free_expired
from forum.signin.arrivals import sweep_arrivals
from forum.trials import live, readers

log = structlog.get_logger()

BATCH = 100
HOUR = 3600.0
SWEEPS = (
    park.sweep, mails.sweep, unconfirmed.sweep, devices.sweep, ask.sweep, close.sweep, sweep_arrivals,
    hard.sweep,
    alarms.sweep,
    readers.sweep,
)  # fmt: skip
"""What is looked at once an hour: mostly what is dropped by itself after its time."""


def init_app(app: Flask) -> None:
    """Leave the place for `start`; creating an app (for the shell, for tests) starts nothing by itself."""
    app.extensions["worker_stop"] = threading.Event()
    wake.init_app(app)


def start_thread(app: Flask) -> threading.Thread:
    """Run due jobs beside the web server until the process ends."""
    thread = threading.Thread(target=run_forever, args=(app,), name="jobs", daemon=True)
    thread.start()
    return thread


def run_until_signal(app: Flask) -> None:
    """Run due jobs until SIGTERM or Ctrl-C; the job under way is finished first."""

    def stop(number: int, frame: Any) -> None:
        app.extensions["worker_stop"].set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    run_forever(app)


def run_forever(app: Flask) -> None:
    stop: threading.Event = app.extensions["worker_stop"]
    rounds = Rounds()
    with app.app_context():
        while True:
            try:
                is_busy = rounds.next() >= BATCH
            except Exception as error:
                # The database is away, no process can be started, …: the rows will still be there.
                log.error("job round failed", error=type(error).__name__)
                is_busy = False
                db.session.rollback()
            finally:
                db.session.remove()
            if stop.wait(0 if is_busy else app.config["WORKER_INTERVAL"]):
                return


class Rounds:
    """What a worker does each round: run what is due, see whether the checker is back, tidy up."""

    def __init__(self) -> None:
        self.recovery = Recovery()
        self.ladder = LadderRounds()
        self.tidied_at = -HOUR

    def next(self) -> int:
        """Return how many jobs were run."""
        live.look()
        screening.start_reader(current_app)
        self.recovery.look()
        self.ladder.next()
        count = run_due(BATCH)
        if free_expired():
            db.session.commit()
        if time.monotonic() - self.tidied_at >= HOUR:
            for sweep in SWEEPS:
                sweep()
            db.session.commit()
            self.tidied_at = time.monotonic()
        return count
