"""Run due job rows, one by one. A thread of the web server, `forum worker` and Celery all call this."""

from collections.abc import Callable, Iterator

import structlog
from flask import current_app
from sqlalchemy import or_, select

from forum.db import db, utcnow
from forum.jobs.models import Job
from forum.jobs.promise import claim, put_back

log = structlog.get_logger()

Handler = Callable[[int], None]
"""Does the work of one row; gets the subject's id; marks the job as done together with its result.

`create_app` puts them, by kind, into `app.extensions["job_handlers"]`.
"""


def run_due(most: int = 100) -> int:
    """Run the jobs that are due now, oldest first, and return how many were run."""
    return sum(run_job(job_id) for job_id in _due(most))


def run_job(job_id: int) -> bool:
    """Claim and run one job; False when another worker has it. A fault puts the row back with a wait."""
    if not claim(job_id):
        return False
    job = db.session.get_one(Job, job_id)
    kind, subject_id = job.kind, job.subject_id
    try:
        current_app.extensions["job_handlers"][kind](subject_id)
    except Exception as error:
        # The edge of the worker: whatever happened, the row must say so and the loop must go on.
        db.session.rollback()
        log.error("job failed", job=job_id, kind=kind, error=type(error).__name__)
        put_back(db.session.get_one(Job, job_id), error)
        db.session.commit()
    return True


def _due(most: int) -> Iterator[int]:
    now = utcnow()
    is_due = or_(
        (Job.state == "due") & (Job.due_at <= now), (Job.state == "running") & (Job.lease_until < now)
    )
    ids = list(db.session.scalars(select(Job.id).where(is_due).order_by(Job.due_at, Job.id).limit(most)))
    db.session.rollback()
    yield from ids
