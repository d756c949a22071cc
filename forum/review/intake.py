"""What happens to a saved text: it is read, the answer is kept, and a person is asked when it matters.

A fault costs a moderator a look, never a member a post: it leaves the post public, marked "not checked
yet", with its job due again.
"""

import structlog
from sqlalchemy import select

from forum.db import db, utcnow
from forum.jobs.models import Job
from forum.jobs.promise import holds, keep, put_back
from forum.posts.models import Post, Revision
from forum.posts.write import SCREEN
from forum.review.models import Finding, ReviewItem, ReviewReason, Screening
from forum.screening import Level, ScreeningError, screen
from forum.screening import Screening as Reading

log = structlog.get_logger()


def screen_now(revision: Revision) -> bool:
    """Read a revision that was saved and committed, and commit the answer. False when it could not be read.

    The caller holds the job's lease, from `promise(leased=True)` or `claim()`.
    """
    job = db.session.scalars(select(Job).filter_by(kind=SCREEN, subject_id=revision.id)).one()
    try:
        reading = screen(revision.title, revision.body)
    except ScreeningError as error:
        log.warning("screening failed", revision=revision.id, stage=error.stage, kind=error.kind)
        return _could_not_read(revision, job, error)
    db.session.refresh(job, with_for_update=True)
    if holds(job):
        keep_screening(revision, reading)
        keep(job)
    db.session.commit()
    return True


def screen_revision(revision_id: int) -> None:
    """Job handler: read a revision whose first reading did not come about."""
    screen_now(db.session.get_one(Revision, revision_id))


def keep_screening(revision: Revision, reading: Reading) -> Screening:
    """Store the answer and everything that follows from it, without commit."""
    row = db.session.scalars(select(Screening).filter_by(revision_id=revision.id)).one()
    row.state, row.level, row.version, row.finished_at = "done", int(reading.level), reading.version, utcnow()
    row.findings = [_to_row(finding) for finding in reading.findings]
    post = revision.post
    if post.revision_id != revision.id:
        return row  # An edit came meanwhile; its own screening decides what readers see.
    post.screening_state = "done"
    post.shown_level = int(reading.level)
    item = db.session.scalar(select(ReviewItem).filter_by(post_id=post.id))
    if reading.level >= Level.URGENT:
        open_item(post, "screening", row.id, reading.level)
    elif item is not None and item.state == "open":
        item.level = int(reading.level)
        item.version += 1
    return row


def open_item(post: Post, kind: str, subject_id: int, level: int = 0) -> ReviewItem:
    """Open the post's review item or add to the one it has. Idempotent for the same reason."""
    item = db.session.scalar(select(ReviewItem).filter_by(post_id=post.id))
    if item is None:
        item = ReviewItem(post=post, level=int(level))
        db.session.add(item)
        db.session.flush()
    elif item.state == "decided":
        item.state, item.opened_at, item.decided_at, item.level = "open", utcnow(), None, int(level)
    else:
        item.level = max(item.level, int(level)) if kind != "screening" else int(level)
    item.version += 1
    known = select(ReviewReason.id).filter_by(item_id=item.id, kind=kind, subject_id=subject_id)
    if db.session.scalar(known) is None:
        db.session.add(ReviewReason(item=item, kind=kind, subject_id=subject_id))
    return item


def _could_not_read(revision: Revision, job: Job, error: ScreeningError) -> bool:
    db.session.refresh(job, with_for_update=True)
    if holds(job) and not put_back(job, error):
        row = db.session.scalars(select(Screening).filter_by(revision_id=revision.id)).one()
        row.state = "failed"
        if revision.post.revision_id == revision.id:
            revision.post.screening_state = "failed"
            open_item(revision.post, "failed", row.id)
    db.session.commit()
    return False


def _to_row(finding) -> Finding:
    return Finding(
        concept=finding.concept,
        field=finding.field,
        start=finding.start,
        end=finding.end,
        assertion=finding.assertion.value,
        temporality=finding.temporality.value,
        experiencer=finding.experiencer.value,
        level=int(finding.level),
        because=[
            {"ruling": r.ruling, "text": r.text, "spans": [list(span) for span in r.spans]}
            for r in finding.because
        ],
        source=finding.source,
    )
