"""Notice that the checker is back, and read at once what waited for it."""

from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import select, update

from forum.db import change_rows, db, utcnow
from forum.jobs.models import Job
from forum.screening import OUTAGE, ScreeningError, screen

log = structlog.get_logger()


class Recovery:
    """Looked at once a round by each worker.

    After a long outage the waits have grown to an hour. So while rows wait because of the checker, it is
    asked for an empty text; the first answer after a silence makes those rows due. A row that waits
    although the checker answers (its text may be what brings the checker down) keeps its growing waits.
    """

    def __init__(self) -> None:
        # A new worker knows nothing of before: the checker's first answer counts as a return.
        self.was_down = True

    def look(self) -> int:
        """Return how many rows were made due."""
        waits = db.session.scalar(select(Job.id).where(*_waiting(utcnow())).limit(1)) is not None
        db.session.rollback()
        if not waits:
            return 0
        try:
            screen("", "")
        except ScreeningError:
            self.was_down = True
            return 0
        if not self.was_down:
            return 0
        self.was_down = False
        return pull_forward()


def pull_forward() -> int:
    """Make due what waits because of the checker; return how many rows. Commits."""
    now = utcnow()
    # Skipping what another worker pulls forward at this moment: it would only wait for the same.
    rows = select(Job.id).where(*_waiting(now)).with_for_update(skip_locked=True)
    pulled = change_rows(update(Job).where(Job.id.in_(rows)).values(due_at=now))
    db.session.commit()
    if pulled:
        log.info("the checker is back", jobs=pulled)
    return pulled


def retry_failed() -> int:
    """Give every failed job all its tries again; return how many. Commits."""
    failed = update(Job).where(Job.state == "failed")
    retried = change_rows(failed.values(state="due", attempts=0, due_at=utcnow()))
    db.session.commit()
    return retried


def _waiting(now: datetime) -> tuple[Any, ...]:
    return Job.state == "due", Job.due_at > now, Job.last_error.startswith(f"{OUTAGE}:")
