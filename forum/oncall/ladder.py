"""One round of the ladder: every item that is due climbs, and those who should know are told.

Done by every worker every few seconds. A step is a row with a unique key, written in the transaction of
what it tells: of two workers at once one tells, and one that dies in between has told nobody.
"""

import time
from collections.abc import Sequence
from datetime import datetime

import structlog
from flask import current_app

from forum.db import add_once, db, utcnow
from forum.desk.notes import tell
from forum.members.models import Member
from forum.modlog.models import CLIMBED
from forum.modlog.record import record_run
from forum.oncall import mails, webhook
from forum.oncall.cover import on_call
from forum.oncall.late import due_steps
from forum.oncall.models import LadderStep
from forum.oncall.people import present_moderators
from forum.oncall.steps import Step, Whom
from forum.review.models import ReviewItem

log = structlog.get_logger()

EVERY = 5.0
"""Seconds between two looks of one worker; the shortest target is a minute."""


class LadderRounds:
    """What a worker calls each round; it looks at the clock of the machine and, when it is time, climbs."""

    def __init__(self) -> None:
        self.looked_at = -EVERY

    def next(self) -> None:
        if time.monotonic() - self.looked_at < EVERY:
            return
        self.looked_at = time.monotonic()
        try:
            climb()
        except Exception as error:
            # The edge: whatever is wrong with the ladder, posts must still be read.
            log.error("ladder failed", error=type(error).__name__)
            db.session.rollback()


def climb(now: datetime | None = None) -> int:
    """Let every item take its step; return how many did. Commits."""
    now = now or utcnow()
    due = due_steps(now)
    crowd = _Crowd(now)
    taken = [(item, step) for item, step in due if _take(item, step, now)]
    letters = mails.Letters(now)
    for item, step in taken:
        people = crowd.of(step)
        _tell(item, step, people, letters)
        record_run(CLIMBED, {"item": item.id, "step": step.number, "told": len(people)})
    letters.add_held()
    letters.send()
    db.session.commit()
    return len(taken)


class _Crowd:
    """Who is told, asked for once a round and only if anybody is."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._all: list[Member] | None = None
        self._on_call: list[Member] | None = None

    def of(self, step: Step) -> Sequence[Member]:
        if step.whom is Whom.ON_CALL:
            if self._on_call is None:
                self._on_call = on_call(self._now)
            if self._on_call:
                return self._on_call
        if self._all is None:
            self._all = present_moderators(self._now)
        return self._all


def _take(item: ReviewItem, step: Step, now: datetime) -> bool:
    """False when another worker took it."""
    values = {"clock_at": item.clock_at, "step": step.number, "level": item.level, "done_at": now}
    return add_once(LadderStep, item_id=item.id, **values)


def _tell(item: ReviewItem, step: Step, people: Sequence[Member], letters: mails.Letters) -> None:
    for member in people:
        if step.has_note:
            tell(member, "late" if step.after else "new", item=item)
        if step.has_mail:
            letters.add(member, item)
    if step.has_webhook and current_app.config["ONCALL_WEBHOOK"]:
        webhook.promise_call(item, step)
