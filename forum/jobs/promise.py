"""Promise work in the transaction that needs it, and keep the promise's row true.

`promise(..., leased=True)` is for work that this request does itself right after its commit: the row
is born "running" with a lease, so no worker does it twice, and when the request dies the lease runs
out and a worker takes over.
"""

import os
import socket
import threading
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import select, update

from forum.db import db, utcnow
from forum.jobs.models import Job

WAITS = (1, 5, 15, 60, 300, 900, 3600, 3600)
"""Seconds before each new try. Together about three hours: longer than a restart or a bad release takes."""
MOST_TRIES = len(WAITS) + 1


def owner() -> str:
    """Who holds a lease: host, process and thread, so that two workers never share a name."""
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{threading.get_ident()}"[:64]


def promise(kind: str, subject_id: int, *, leased: bool = False) -> Job:
    """Add the job row, or make a finished one due again. Does not commit: the caller's change does."""
    job = db.session.scalar(select(Job).filter_by(kind=kind, subject_id=subject_id))
    if job is None:
        job = Job(kind=kind, subject_id=subject_id)
        db.session.add(job)
    job.attempts = 0
    job.finished_at = None
    job.due_at = utcnow()
    if leased:
        _lease(job, utcnow())
    else:
        job.state = "due"
    db.session.flush()
    return job


def _lease(job: Job, now: datetime) -> None:
    job.state = "running"
    job.attempts += 1
    job.lease_owner = owner()
    job.lease_until = now + timedelta(seconds=current_app.config["JOB_LEASE"])


def claim(job_id: int) -> bool:
    """Take a due or abandoned job by one conditional update; False when another was faster."""
    now = utcnow()
    is_free = (Job.state == "due") & (Job.due_at <= now) | (Job.state == "running") & (Job.lease_until < now)
    taken = db.session.execute(
        update(Job)
        .where(Job.id == job_id, is_free)
        .values(
            state="running",
            attempts=Job.attempts + 1,
            lease_owner=owner(),
            lease_until=now + timedelta(seconds=current_app.config["JOB_LEASE"]),
        )
        .execution_options(synchronize_session=False)
    )
    db.session.commit()
    return taken.rowcount == 1


def holds(job: Job) -> bool:
    """True while this worker's lease stands; a worker that lost it must not write its result."""
    return job.state == "running" and job.lease_owner == owner()


def keep(job: Job) -> None:
    """Mark the work as done, in the same transaction as its result."""
    job.state = "done"
    job.finished_at = utcnow()
    job.lease_owner = job.lease_until = None
    job.last_error = ""


def put_back(job: Job, error: Exception) -> bool:
    """Make the job due again after a wait; False when the last try is used up and it stays failed."""
    job.last_error = type(error).__name__
    job.lease_owner = job.lease_until = None
    if job.attempts >= MOST_TRIES:
        job.state = "failed"
        job.finished_at = utcnow()
        return False
    job.state = "due"
    job.due_at = utcnow() + timedelta(seconds=WAITS[job.attempts - 1])
    return True
