"""The board's own safety scorecard: totals of three months, for everybody. Made once an hour in a process."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import case, func, select

from forum.db import db, utcnow
from forum.figures import small
from forum.figures.queries import waits_of_all
from forum.figures.seconds import seconds_between
from forum.figures.words import duration, level_name
from forum.oncall.cover import hours_without_cover
from forum.review.models import Decision, Screening
from forum.screening import Level

DAYS = 90
KEPT_FOR = timedelta(hours=1)
AT_ONCE = 10
"""Seconds between a text being saved and its being read that count as at once."""
ENOUGH = 2 * small.LEAST
"""Items from which on a median says something and points to nobody."""


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Words only: whoever has it has no number that was hidden."""

    made_at: datetime
    read: str
    at_once: str
    notices: dict[str, str]
    median: str
    ninth: str
    in_time: str
    removed: str
    removed_share: str
    covered: str


def scorecard() -> Scorecard:
    """The one in store, or a new one after an hour."""
    card: Scorecard | None = current_app.extensions.get("scorecard")
    if card is None or not timedelta(0) <= utcnow() - card.made_at < KEPT_FOR:
        card = current_app.extensions["scorecard"] = make_scorecard(utcnow())
    return card


def make_scorecard(now: datetime) -> Scorecard:
    since = now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=DAYS)
    by_level, at_once = _readings(since)
    texts = sum(by_level.values())
    waits = waits_of_all(since, Level.URGENT)
    decided, removed = _decisions(since)
    is_enough = waits is not None and waits.count >= ENOUGH
    hours = (now - since) / timedelta(hours=1)
    names = {level_name(level): by_level.get(level, 0) for level in sorted(Level, reverse=True)}
    return Scorecard(
        made_at=now,
        read=small.count(texts),
        at_once=small.share(at_once, texts),
        notices=small.counts(names),
        median=duration(_rounded(waits.median)) if is_enough else "too few to say",
        ninth=duration(_rounded(waits.ninth)) if is_enough else "too few to say",
        in_time=small.share(waits.in_time, waits.count) if waits else "too few to say",
        removed=small.count(removed),
        removed_share=small.share(removed, decided),
        covered=f"{round(100 * (1 - hours_without_cover(since, now) / hours))} %",
    )


def _readings(since: datetime) -> tuple[dict[int, int], int]:
    """How many texts were read, by level, and how many of all at once."""
    took = seconds_between(Screening.created_at, Screening.finished_at)
    quick = func.sum(case((took <= AT_ONCE, 1), else_=0))
    read = (Screening.state == "done", Screening.created_at >= since, Screening.finished_at.is_not(None))
    rows = select(Screening.level, func.count(), quick).where(*read).group_by(Screening.level)
    found = db.session.execute(rows).all()
    return {level: number for level, number, _ in found}, sum(fast for _, _, fast in found)


def _decisions(since: datetime) -> tuple[int, int]:
    """How many stand of those on a post with a notice, and how many of them took it away."""
    removed = func.coalesce(func.sum(case((Decision.verdict == "remove", 1), else_=0)), 0)
    standing = (Decision.created_at >= since, Decision.undone_at.is_(None), Decision.level_before > 0)
    total, gone = db.session.execute(select(func.count(), removed).where(*standing)).one()
    return total, gone


def _rounded(seconds: int) -> int:
    """To the minute within an hour, to the quarter of an hour beyond."""
    step = 60 if seconds < 3600 else 900
    return max(round(seconds / step) * step, 60)
