"""Raise an item about a rule or model whose share of right calls fell under its floor, and settle it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from forum.cases.judged import MODEL
from forum.cases.models import RuleAlarm
from forum.cases.scores import WINDOW, Score, of_versions, rule_scores, version_in_use
from forum.cases.told import rule_name
from forum.db import change_rows, db, utcnow
from forum.desk.notes import tell
from forum.members.models import Member, Role
from forum.modlog.record import record_desk, record_run
from forum.review.clock import target
from forum.screening import Level

MOST_OPEN = 20
"""Shown above the queue; with more, something larger is wrong than rules."""


@dataclass(frozen=True, slots=True)
class Floor:
    """What a share must reach, and from how many cases on that counts."""

    share: float
    cases: int


def floor_of(what: str) -> Floor:
    name = "FLOOR_MODEL" if what == MODEL else "FLOOR_RULE"
    return Floor(current_app.config[name], current_app.config["FLOOR_CASES"])


def is_under(score: Score, floor: Floor) -> bool:
    """Surely so: the whole interval lies under the floor, so that three bad days raise nothing."""
    return score.of >= floor.cases and score.rate.interval[1] < floor.share


def sweep() -> None:
    """Look at every rule of the version in use, over the last 90 days. The caller commits."""
    version = version_in_use()
    since = utcnow() - WINDOW
    for score in of_versions(rule_scores(since), version) if version else ():
        if is_under(score, floor_of(score.what)):
            _raise(score, version, since)


def _raise(score: Score, version: str, since: datetime) -> None:
    """Once per rule and version while it is open; after it was settled only newer decisions count."""
    last = db.session.scalars(
        select(RuleAlarm)
        .filter_by(what=score.what, version=score.version)
        .order_by(RuleAlarm.id.desc())
        .limit(1)
    ).first()
    if last is not None and last.settled_at is None:
        return
    if last is not None and last.settled_at is not None:
        newer = of_versions(rule_scores(max(since, last.settled_at)), version)
        score = next((one for one in newer if one.what == score.what), score)
        if score not in newer or not is_under(score, floor_of(score.what)):
            return
    _keep(score)


def _keep(score: Score) -> None:
    floor = floor_of(score.what)
    row = RuleAlarm(what=score.what, version=score.version, right=score.right, of=score.of, floor=floor.share)
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return  # another worker's sweep was faster
    facts = {"rule": score.what, "version": score.version, "right": score.right, "of": score.of}
    record_run("raised a rule to look at", facts)
    for admin in _admins():
        tell(admin, "rule", f"{rule_name(score.what)}: right in {score.right} of {score.of} decided cases.")


def _admins() -> Iterable[Member]:
    are = Member.roles.any(Role.name == "admin")
    return db.session.scalars(select(Member).where(are, Member.active).order_by(Member.id)).all()


def settle(alarm: RuleAlarm, moderator: Member, done: str) -> bool:
    """Close it with what was done. Return False when somebody else was faster. Does not commit."""
    is_open = (RuleAlarm.id == alarm.id, RuleAlarm.settled_at.is_(None))
    values = {"settled_at": utcnow(), "settled_by_id": moderator.id, "done": done}
    if change_rows(update(RuleAlarm).where(*is_open).values(values)) != 1:
        return False
    after = {"rule": alarm.what, "version": alarm.version, "right": alarm.right, "of": alarm.of}
    record_desk(moderator, "settled a rule", after=after, note=done)
    return True


def open_alarms() -> list[RuleAlarm]:
    """The oldest first."""
    rows = select(RuleAlarm).where(RuleAlarm.settled_at.is_(None)).order_by(RuleAlarm.id)
    return list(db.session.scalars(rows.limit(MOST_OPEN)))


def due_at(alarm: RuleAlarm) -> datetime:
    """As long as an item of the least level may wait."""
    return alarm.raised_at + target(int(Level.NONE))
