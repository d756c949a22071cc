"""Wake the workers on other machines when a job was promised. Without Redis this does nothing.

A wake-up is a courtesy: it is sent after the commit, from a thread of its own, and may get lost. The
workers' own look at the table finds every row within a second or two of its time.
"""

from typing import Any

from flask import Flask, current_app
from sqlalchemy import event

from forum.db import db

MOST_DELAY = 15
"""Seconds: a later time is left to the sweep. Redis hands out again what waits longer than its time limit."""
_KEY = "jobs_to_wake"


def init_app(app: Flask) -> None:
    app.extensions["waker"] = None
    if app.config["REDIS_URL"]:
        # Here: a board without Redis never loads Celery.
        from forum.jobs.waker import Waker

        app.extensions["waker"] = Waker(app.config["REDIS_URL"])


def after_commit(job_id: int, delay: int = 0) -> None:
    """Send a wake-up once this transaction is committed; none if it is rolled back."""
    if current_app.extensions["waker"] is not None and delay <= MOST_DELAY:
        db.session.info.setdefault(_KEY, {})[job_id] = delay


@event.listens_for(db.session, "after_commit")
def _send(session: Any) -> None:
    for job_id, delay in session.info.pop(_KEY, {}).items():
        current_app.extensions["waker"].wake(job_id, delay)


@event.listens_for(db.session, "after_soft_rollback")
def _forget(session: Any, transaction: Any) -> None:
    session.info.pop(_KEY, None)
