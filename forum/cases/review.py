"""Approve a case with a text without names, or leave it out. Neither commits."""

from typing import Any

from forum.cases.models import APPROVED, LEFT_OUT, CaseReview
from forum.cases.queries import Case, is_still_standing, review_of
from forum.db import db, lock_row, utcnow
from forum.members.models import Member
from forum.modlog.record import record
from forum.screening import Level


class StaleCase(Exception):
    """The decision was undone, or somebody else reviewed the case meanwhile; nothing was stored."""


def approve(
    case: Case, moderator: Member, texts: dict[str, str], findings: list[dict[str, Any]], seen: int
) -> CaseReview:
    """Keep the text and marks as the moderator left them. Raises `StaleCase`.

    `seen` is the stamp of the review that the page showed.
    """
    return _keep(case, moderator, seen, state=APPROVED, findings=findings, **texts)


def leave_out(case: Case, moderator: Member, seen: int) -> CaseReview:
    """Never export it; an approved text is emptied. Raises `StaleCase`."""
    return _keep(case, moderator, seen, state=LEFT_OUT, findings=[], title="", body="")


def stamp(review: CaseReview | None) -> int:
    """Tells one review of a case from the next."""
    return int(review.reviewed_at.timestamp() * 1_000_000) if review else 0


def _keep(case: Case, moderator: Member, seen: int, **values: Any) -> CaseReview:
    lock_row(case.decision)
    review = review_of(case.decision)
    if not is_still_standing(case.decision) or seen != stamp(review):
        raise StaleCase
    before = review.state if review else ""
    if review is None:
        review = CaseReview(decision_id=case.decision.id, revision_id=case.revision.id)
        db.session.add(review)
    review.reviewer_id, review.reviewed_at = moderator.id, utcnow()
    review.level, review.given = case.decision.level_after, case.screening.level
    review.reason = case.decision.reason
    for name, value in values.items():
        setattr(review, name, value)
    record(
        moderator,
        "approved case" if review.state == APPROVED else "left out case",
        case.post,
        before={"state": before} if before else {},
        after={"state": review.state, "level": Level(review.level).word},
    )
    return review
