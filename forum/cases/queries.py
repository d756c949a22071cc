"""Find decided posts as cases, with what a person made of them."""

from dataclasses import dataclass
from typing import Any

from flask import abort
from sqlalchemy import case, exists, select

from forum.cases.judged import OUTCOMES, caused_the_level, is_standing, judged, rule_key
from forum.cases.models import CaseReview
from forum.db import db
from forum.posts.models import Post, Revision
from forum.review.models import Decision, Screening

PAGE = 30
TO_REVIEW = "to review"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; None and empty leave it as it is."""

    outcome: str = ""
    """right or wrong."""
    level: int | None = None
    """The level that the reader gave."""
    rule: str = ""
    state: str = ""
    """to review, approved or left out."""


@dataclass(frozen=True, slots=True)
class Case:
    """One standing decision with the reading that it judges and the text that both are about."""

    decision: Decision
    screening: Screening
    revision: Revision
    post: Post
    outcome: str
    review: CaseReview | None

    @property
    def state(self) -> str:
        return self.review.state if self.review else TO_REVIEW


def _cases() -> Any:
    outcome = case(*((condition, name) for name, condition in OUTCOMES.items()))
    rows = judged(Decision, Screening, Revision, Post, outcome, CaseReview)
    return rows.outerjoin(CaseReview, CaseReview.decision_id == Decision.id)


def page_of_cases(filters: Filters, before: int | None) -> tuple[list[Case], int | None]:
    """The newest decisions first, and the key of the next page."""
    rows = _cases().order_by(Decision.id.desc())
    if filters.outcome:
        is_right = OUTCOMES["right"]
        rows = rows.where(is_right if filters.outcome == "right" else ~is_right)
    if filters.level is not None:
        rows = rows.where(Screening.level == filters.level)
    if filters.rule:
        rows = rows.where(exists().where(caused_the_level(), rule_key() == filters.rule))
    if filters.state:
        is_kept = CaseReview.id.is_(None) if filters.state == TO_REVIEW else CaseReview.state == filters.state
        rows = rows.where(is_kept)
    if before:
        rows = rows.where(Decision.id < before)
    found = [Case(*row) for row in db.session.execute(rows.limit(PAGE + 1))]
    return found[:PAGE], found[PAGE - 1].decision.id if len(found) > PAGE else None


def get_case(decision_id: int) -> Case:
    """404 for a decision that does not stand any more, and for one whose text is gone."""
    row = db.session.execute(_cases().where(Decision.id == decision_id)).first()
    return Case(*row) if row else abort(404)


def is_still_standing(decision: Decision) -> bool:
    """As the database has it now; ask while the decision is held by `lock_row`."""
    return db.session.scalar(select(Decision.id).where(Decision.id == decision.id, is_standing())) is not None


def review_of(decision: Decision) -> CaseReview | None:
    """As the database has it now."""
    of_decision = select(CaseReview).filter_by(decision_id=decision.id)
    return db.session.scalar(of_decision, execution_options={"populate_existing": True})


def approved_cases(since: Any = None) -> list[CaseReview]:
    """Those whose decision stands and whose post is not deleted."""
    rows = judged(CaseReview).join(CaseReview, CaseReview.decision_id == Decision.id)
    rows = rows.where(CaseReview.state == "approved").order_by(CaseReview.id)
    if since is not None:
        rows = rows.where(CaseReview.reviewed_at >= since)
    return list(db.session.scalars(rows))
