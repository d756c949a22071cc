"""Promise work in the transaction that needs it, and keep the promise's row true.

`promise(..., leased=True)` is for work that this request does itself right after its commit: the row
is born "running" with a lease, so no worker does it twice, and when the request dies the lease runs
out and a worker takes over.

A row changes hands by one conditional update, never by reading first and writing later: what was read
may have changed meanwhile, and SQLite has no row locks.
"""

import os
import secrets
import threading
from datetime import timedelta
from typing import Any

from flask import current_app
from sqlalchemy import select, update

from forum.db import change_rows, db, utcnow
from forum.jobs import wake
from forum.jobs.models import Job

WAITS = (1, 5, 15, 60, 300, 900, 3600, 3600)
"""Seconds before each new try, together more than two hours: longer than a restart or a bad release takes."""
MOST_TRIES = len(WAITS) + 1
# Not host name and process number alone: two containers can share both.
_PROCESS = secrets.token_hex(8)


def owner() -> str:
    """Who holds a lease: this process and thread, so that two workers never share a name."""
    return f"{_PROCESS}:{os.getpid()}:{threading.get_ident()}"


def promise(kind: str, subject_id: int, *, leased: bool = False) -> Job:
    """Add the job row, or make an older one due again. Does not commit: the caller's change does."""
    job = db.session.scalar(select(Job).filter_by(kind=kind, subject_id=subject_id))
    if job is None:
        job = Job(kind=kind, subject_id=subject_id)
        db.session.add(job)
    job.state, job.attempts, job.due_at, job.finished_at = "due", 0, utcnow(), None
    job.lease_owner = job.lease_until = None
    if leased:
        job.state, job.attempts = "running", 1
        job.lease_owner, job.lease_until = owner(), utcnow() + _lease()
    db.session.flush()
    if not leased:
        wake.after_commit(job.id)
    return job


def claim(job_id: int) -> bool:
    """Take a due or abandoned job, and commit; False when another was faster."""
    now = utcnow()
    taken = change_rows(
        update(Job)
        .where(Job.id == job_id, is_free(now))
        .values(state="running", attempts=Job.attempts + 1, lease_owner=owner(), lease_until=now + _lease())
    )
    db.session.commit()
    return taken == 1


def is_free(now: Any) -> Any:
    """The condition of a job that may be taken: due, or left behind by a worker whose lease ran out."""
    return (Job.state == "due") & (Job.due_at <= now) | (Job.state == "running") & (Job.lease_until < now)


def finish(kind: str, subject_id: int) -> bool:
    """Mark the work as done: the first thing in the transaction of its result. Does not commit.

    False when the lease was lost. Another does the work then, and this worker must write nothing.
    """
    held = (Job.kind == kind, Job.subject_id == subject_id, *_held())
    return _change(*held, state="done", finished_at=utcnow(), last_error="")


def renew(kind: str, subject_id: int) -> bool:
    """Hold the lease for its whole time again: for work in parts. False when it was lost. Does not commit."""
    ours = update(Job).where(Job.kind == kind, Job.subject_id == subject_id, *_held())
    return change_rows(ours.values(lease_until=utcnow() + _lease())) == 1


def put_back(job: Job, fault: str) -> str:
    """Make the job due again after a wait. Return its state: "due", "failed" after the last try, or "lost".

    `fault` names the kind of fault, never its message: messages may hold post text. Does not commit.
    """
    if job.attempts >= MOST_TRIES:
        is_ours = _change(Job.id == job.id, *_held(), state="failed", finished_at=utcnow(), last_error=fault)
        return "failed" if is_ours else "lost"
    wait = WAITS[job.attempts - 1]
    due_at = utcnow() + timedelta(seconds=wait)
    if not _change(Job.id == job.id, *_held(), state="due", due_at=due_at, last_error=fault):
        return "lost"
    wake.after_commit(job.id, wait)
    return "due"


def _held() -> tuple[Any, Any]:
    return Job.state == "running", Job.lease_owner == owner()


def _change(*where: Any, **values: Any) -> bool:
    return change_rows(update(Job).where(*where).values(lease_owner=None, lease_until=None, **values)) == 1


def _lease() -> timedelta:
    return timedelta(seconds=current_app.config["JOB_LEASE"])
