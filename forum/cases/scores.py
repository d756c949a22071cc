"""How often each rule, the learned model and each version of the reader were right, as decisions tell."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Integer, case, cast, func, select

from forum.cases.judged import MODEL, OUTCOMES, caused_the_level, judged, rule_key
from forum.db import db
from forum.review.models import Decision, Finding, Screening
from forum.screening import Rate

WINDOW = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Score:
    """One rule, model or reader: how many decisions judged it, and how they came out."""

    what: str
    version: str
    right: int
    raised: int
    lowered: int
    removed: int

    @property
    def of(self) -> int:
        return self.right + self.raised + self.lowered + self.removed

    @property
    def rate(self) -> Rate:
        return Rate(self.right, self.of)

    def plus(self, other: "Score") -> "Score":
        sums = (getattr(self, name) + getattr(other, name) for name in OUTCOMES)
        return Score(self.what, self.version, *sums)


def rule_scores(since: datetime | None = None) -> list[Score]:
    """Per rule and version of the reader, without order. A rule counts once a decision."""
    outcomes = [cast(condition, Integer).label(name) for name, condition in OUTCOMES.items()]
    rows = judged(Decision.id, rule_key().label("what"), Screening.version.label("version"), *outcomes)
    rows = rows.join(Finding, caused_the_level())
    if since is not None:
        rows = rows.where(Decision.created_at >= since)
    calls = rows.distinct().subquery()
    sums = [func.sum(calls.c[name]) for name in OUTCOMES]
    counted = select(calls.c.what, calls.c.version, *sums).group_by(calls.c.what, calls.c.version)
    return [_score(row) for row in db.session.execute(counted)]


def reader_scores(since: datetime | None = None) -> list[Score]:
    """Per version of the reader, the newest first; texts without any sign count too."""
    sums = [func.sum(case((condition, 1), else_=0)) for condition in OUTCOMES.values()]
    rows = judged(Screening.version, Screening.version, *sums).group_by(Screening.version)
    if since is not None:
        rows = rows.where(Decision.created_at >= since)
    newest_first = rows.order_by(func.max(Decision.id).desc())
    return [_score(("reader", *row[1:])) for row in db.session.execute(newest_first)]


def _score(row: Any) -> Score:
    what, version, *counts = row
    return Score(what, version, *(int(count) for count in counts))


def of_versions(scores: Iterable[Score], version: str = "") -> list[Score]:
    """One score a rule: over all versions, or over one of them. The model counts by its own version, which
    other rules do not change."""
    sums: dict[tuple[str, str], Score] = {}
    for score in scores:
        own = version_of(score.what, score.version)
        if version and own != version_of(score.what, version):
            continue
        key = score.what, own if version or score.what == MODEL else ""
        kept = Score(*key, score.right, score.raised, score.lowered, score.removed)
        sums[key] = sums[key].plus(kept) if key in sums else kept
    return list(sums.values())


def version_of(what: str, version: str) -> str:
    """The part of a reader's version that tells about this rule: for the model its own."""
    return version.partition(".model.")[2] if what == MODEL else version


def version_in_use() -> str:
    """The version that read the newest text; empty before the first."""
    newest = select(Screening.version).where(Screening.state == "done").order_by(Screening.id.desc())
    return db.session.scalar(newest.limit(1)) or ""


def wrongest_first(scores: Iterable[Score], enough: int) -> list[Score]:
    """Those with enough cases first, by their share of right calls."""
    return sorted(scores, key=lambda s: (s.of < enough, s.rate.value or 0.0, -s.of, s.what, s.version))
