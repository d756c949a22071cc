"""What happens to a saved text: it is read, the answer is kept, and a person is asked when it matters.

A fault costs a moderator a look, never a member a post: it leaves the post public, marked "not checked
yet", with its job due again.
"""

from typing import Any

from sqlalchemy import exists, select, update

from forum.db import db, lock_row, utcnow
from forum.jobs.promise import finish
from forum.jobs.run import NotNow, Work, run_now
from forum.posts.models import Post, Revision
from forum.posts.write import SCREEN
from forum.review.clock import clock_after
from forum.review.models import Decision, Finding, ReviewItem, ReviewReason, Screening
from forum.screening import Finding as Found
from forum.screening import Level, ScreeningError, screen
from forum.screening import Screening as Reading
from forum.trials.shadow import watch


def screen_now(revision: Revision) -> bool:
    """Read a revision that this request has saved and committed. False when it must wait; raises nothing."""
    return run_now(SCREEN, revision.id)


def read_revision(revision_id: int, in_request: bool) -> None:
    """Read one revision, and commit the answer if this worker still holds the job."""
    revision = db.session.get_one(Revision, revision_id)
    title, body = revision.title, revision.body
    db.session.rollback()  # the checker may take its time: hold no connection meanwhile
    try:
        reading = screen(title, body, in_request)
    except ScreeningError as error:
        raise NotNow(f"{error.stage}: {error.kind}") from None
    if finish(SCREEN, revision_id):
        keep_screening(revision, reading)
    db.session.commit()


def give_up_reading(revision_id: int) -> None:
    """After the last try: the post says so, and a person is asked to read it. Does not commit."""
    revision = db.session.get_one(Revision, revision_id)
    row = _row_of(revision)
    row.state = "failed"
    lock_row(revision.post)
    if revision.post.revision_id == revision.id and not _is_decided(revision):
        revision.post.screening_state = "failed"
        # Nobody knows what it says: it waits among the urgent ones, not behind everything.
        open_item(revision.post, "failed", row.id, Level.URGENT)


SCREENING = Work(do=read_revision, give_up=give_up_reading)


def keep_screening(revision: Revision, reading: Reading) -> Screening:
    """Store the answer and everything that follows from it, without commit."""
    row = _row_of(revision)
    row.state, row.level, row.version, row.finished_at = "done", int(reading.level), reading.version, utcnow()
    row.second_look = reading.second_look
    row.findings = [Finding(**finding_values(finding)) for finding in reading.findings]
    post = revision.post
    lock_row(post)  # or an edit that is saved at this moment would show as checked
    watch(revision)
    if post.revision_id != revision.id:
        _keep_old_text(post, row)
        return row
    post.screening_state = "done"
    if not _is_decided(revision):
        post.shown_level = row.level
        _tell_moderators(post, row)
    return row


def open_item(post: Post, kind: str, subject_id: int, level: int = 0) -> ReviewItem:
    """Open the post's review item or add to the one it has. Idempotent for the same reason."""
    lock_row(post)  # a report and a screening at the same moment make one item
    item = _item_of(post)
    if item is None:
        item = ReviewItem(post=post, level=int(level))
        db.session.add(item)
        db.session.flush()
    elif item.state == "decided":
        item.state, item.opened_at, item.decided_at, item.level = "open", utcnow(), None, int(level)
        item.clock_at = item.opened_at
    else:
        _set_level(item, max(item.level, int(level)) if kind != "screening" else int(level))
    item.version += 1
    known = select(ReviewReason.id).filter_by(item_id=item.id, kind=kind, subject_id=subject_id)
    if db.session.scalar(known) is None:
        db.session.add(ReviewReason(item=item, kind=kind, subject_id=subject_id))
    return item


def _set_level(item: ReviewItem, level: int) -> None:
    item.clock_at = clock_after(item.level, level, item.clock_at)
    item.level = level


def outdate_item(post: Post) -> None:
    """The text changed: a moderator who has the old one open must not settle the new one unseen."""
    of_post = update(ReviewItem).where(ReviewItem.post_id == post.id)
    db.session.execute(of_post.values(version=ReviewItem.version + 1))


def place_in_queue(level: int, second_look: bool) -> int | None:
    """The level at which a screening waits for a person; None when it asks nobody.

    What the reader was not sure of stands right after the urgent ones, whatever its own level.
    """
    if level >= Level.URGENT:
        return int(level)
    return int(Level.INFO) if second_look else None


def _tell_moderators(post: Post, row: Screening) -> None:
    item = _item_of(post)
    place = place_in_queue(row.level, row.second_look)
    if place is not None:
        open_item(post, "screening", row.id, place)
    elif item is not None and item.state == "open":
        _set_level(item, row.level)
        item.version += 1


def _keep_old_text(post: Post, row: Screening) -> None:
    """An edit came first. Its screening decides what is shown; a sign in the old text still asks a person.

    So it does not matter which of the two screenings ends first.
    """
    item = _item_of(post)
    if row.level < Level.URGENT or (item is not None and item.state != "open"):
        return
    if item is not None:
        level = item.level
    else:
        level = post.shown_level if post.screening_state == "done" else row.level
    open_item(post, "screening", row.id, level)


def _is_decided(revision: Revision) -> bool:
    """A person's verdict on this very text outranks the machine, also when the machine comes late."""
    standing = exists().where(Decision.revision_id == revision.id, Decision.undone_at.is_(None))
    return bool(db.session.scalar(select(standing)))


def _row_of(revision: Revision) -> Screening:
    return db.session.scalars(select(Screening).filter_by(revision_id=revision.id)).one()


def _item_of(post: Post) -> ReviewItem | None:
    """The post's item as it is now: another session may have changed it before this one had the lock."""
    fresh = {"populate_existing": True}
    return db.session.scalar(select(ReviewItem).filter_by(post_id=post.id), execution_options=fresh)


def finding_values(finding: Found) -> dict[str, Any]:
    """A finding in the words of its table."""
    return {
        "concept": finding.concept,
        "field": finding.field,
        "start": finding.start,
        "end": finding.end,
        "assertion": finding.assertion.value,
        "temporality": finding.temporality.value,
        "experiencer": finding.experiencer.value,
        "level": int(finding.level),
        "because": [
            {"ruling": r.ruling, "text": r.text, "spans": [list(span) for span in r.spans]}
            for r in finding.because
        ],
        "source": finding.source,
    }
