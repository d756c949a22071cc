"""Decide about a post. A person's verdict outranks the machine until the text changes; see undo.py."""

from dataclasses import dataclass

from sqlalchemy import update

from forum.db import change_rows, db, lock_row, utcnow
from forum.members.models import Member
from forum.modlog.record import record
from forum.review.claim import FREE, is_held_by_other, is_open_to
from forum.review.models import Decision, ReviewItem
from forum.screening import Level

REASONS = {
    "denied": "They say that they do not have it",
    "past": "It is past and over",
    "someone else": "It is about someone else",
    "figure of speech": "It is a figure of speech",
    "other": "Something else",
}
DONE = {"keep": "kept notice", "change": "changed notice", "remove": "removed notice"}
"""Each verdict as the mod log tells it."""
VERDICTS = tuple(DONE)


class StaleDecision(Exception):
    """The item changed since the moderator opened it; nothing was decided."""


class HeldByOther(StaleDecision):
    """Another moderator has claimed the item meanwhile; nothing was decided."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a moderator says. `level` counts for "change" only, `reason` is asked for when a notice goes."""

    verdict: str
    level: Level = Level.NONE
    reason: str = ""
    note: str = ""


def decide(item: ReviewItem, moderator: Member, said: Verdict, seen_version: int) -> Decision:
    """Settle the item and set the level that readers see. Does not commit.

    Raises `StaleDecision` when the item is no longer as it was seen (another moderator was faster, or the
    author changed the text) and `HeldByOther` when somebody else has claimed it. No claim of one's own is
    needed: who decides on a free item is on it.
    """
    lock_row(item.post)  # the post before its item, as everywhere: else two of them wait for each other
    _settle(item, moderator, seen_version)
    post, before = item.post, item.post.shown_level
    post.screening_state = "done"  # a person has read it, whatever the machine could do
    post.shown_level = {"keep": before, "change": int(said.level), "remove": int(Level.NONE)}[said.verdict]
    record(
        moderator,
        DONE[said.verdict],
        post,
        before={"level": Level(before).word},
        after={"level": Level(post.shown_level).word, "reason": said.reason},
        note=said.note,
    )
    return _keep(item, moderator, said, before)


def _keep(item: ReviewItem, moderator: Member, said: Verdict, before: int) -> Decision:
    decision = Decision(
        item=item,
        revision_id=item.post.revision_id,
        moderator=moderator,
        verdict=said.verdict,
        level_before=before,
        level_after=item.post.shown_level,
        reason=said.reason,
        note=said.note,
        item_level=item.level,
        opened_at=item.opened_at,
        clock_at=item.clock_at,
    )
    db.session.add(decision)
    return decision


def _settle(item: ReviewItem, moderator: Member, seen_version: int) -> None:
    """Close the item by a conditional update: of two decisions at once only one finds it as it was."""
    now = utcnow()
    as_seen = (ReviewItem.id == item.id, ReviewItem.version == seen_version, ReviewItem.state == "open")
    closed = {"state": "decided", "decided_at": now, "version": seen_version + 1}
    settled = change_rows(update(ReviewItem).where(*as_seen, is_open_to(moderator)).values(**closed, **FREE))
    db.session.refresh(item)
    if settled != 1:
        is_as_seen = item.state == "open" and item.version == seen_version
        raise HeldByOther if is_as_seen and is_held_by_other(item, moderator) else StaleDecision
