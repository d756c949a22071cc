"""Run due job rows, one by one. A thread of the web server, `forum worker` and Celery all call this."""

from collections.abc import Callable
from dataclasses import dataclass

import structlog
from flask import current_app
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from forum.db import db, utcnow
from forum.jobs.models import Job
from forum.jobs.promise import MOST_TRIES, claim, is_free, put_back

log = structlog.get_logger()


class NotNow(Exception):
    """The work cannot be done now. The message names the reason for the job's row, and holds no post text."""


class WorkersLost(Exception):
    """As many workers ended with this job in hand as there are tries."""


@dataclass(frozen=True, slots=True)
class Work:
    """What stands behind a kind of job; `create_app` puts them, by kind, into `extensions["work"]`.

    `do(subject_id, in_request)` does it once: it calls `finish()` first in the transaction of its result
    and commits. `in_request` says that somebody waits for the page. `give_up(subject_id)` writes what
    follows when the last try has failed; it does not commit.
    """

    do: Callable[[int, bool], None]
    give_up: Callable[[int], None]


def run_due(most: int = 100) -> int:
    """Run the jobs that are due now, oldest first, and return how many were run."""
    free = select(Job.id).where(is_free(utcnow())).order_by(Job.due_at, Job.id).limit(most)
    job_ids = list(db.session.scalars(free))
    db.session.rollback()
    return sum(run_job(job_id) for job_id in job_ids)


def run_job(job_id: int) -> bool:
    """Claim and run one job; False when another worker has it. A fault puts the row back with a wait."""
    if not claim(job_id):
        return False
    _run(db.session.get_one(Job, job_id), in_request=False)
    return True


def run_now(kind: str, subject_id: int) -> bool:
    """Do the work that this request promised with `leased=True` and committed. False when it must wait.

    Raises nothing: what was saved is saved, and the row sees to the rest.
    """
    try:
        job = db.session.scalars(select(Job).filter_by(kind=kind, subject_id=subject_id)).one()
        return _run(job, in_request=True)
    except SQLAlchemyError as error:
        # The database went away. The row says "running": the lease runs out and a worker takes over.
        log.error("job left behind", kind=kind, subject=subject_id, error=type(error).__name__)
        db.session.rollback()
        return False


def _run(job: Job, in_request: bool) -> bool:
    kind, subject_id, job_id = job.kind, job.subject_id, job.id
    try:
        if job.attempts > MOST_TRIES:
            raise WorkersLost
        current_app.extensions["work"][kind].do(subject_id, in_request)
    except Exception as error:
        # The edge of the worker: whatever happened, the row must say so and the loop must go on.
        db.session.rollback()
        fault = str(error) if isinstance(error, NotNow) else type(error).__name__
        log.warning("job failed", kind=kind, subject=subject_id, fault=fault)
        _put_back(job_id, fault)
        return False
    return True


def _put_back(job_id: int, fault: str) -> None:
    job = db.session.get_one(Job, job_id)
    if put_back(job, fault) == "failed":
        log.error("job given up", kind=job.kind, subject=job.subject_id, fault=fault)
        try:
            current_app.extensions["work"][job.kind].give_up(job.subject_id)
        except Exception as error:
            # Giving up must not fail: the row would come back for ever. It stays visible as failed.
            log.error("giving up failed", kind=job.kind, error=type(error).__name__)
            db.session.rollback()
            put_back(job, fault)
    db.session.commit()
