"""What the page of an item says about its claim: free, one's own, another's, and what changed meanwhile."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import render_template
from sqlalchemy import select

from forum.db import db, utcnow
from forum.desk.models import DeskNote
from forum.members.models import Member
from forum.review.claim import holder
from forum.review.claim_forms import TakeOverForm
from forum.review.decide import DONE
from forum.review.models import ReviewItem
from forum.review.queries import decisions_on


@dataclass(frozen=True, slots=True)
class Claim:
    """An item's claim as one moderator sees it; `kind` is decided, mine, other or free."""

    kind: str
    held_by: Member | None
    since: datetime | None
    until: datetime | None

    @property
    def seconds(self) -> int:
        """What is left of it, for the script that counts down."""
        return max(0, round((self.until - utcnow()).total_seconds())) if self.until else 0

    @property
    def minutes(self) -> str:
        """The same in words, for a page without a script."""
        left = max(1, round(self.seconds / 60))
        return "1 minute" if left == 1 else f"{left} minutes"


@dataclass(frozen=True, slots=True)
class OpenPage:
    """What an open page shows of an item: a live page compares it with what is."""

    version: int
    was_mine: bool = False


def claim_of(item: ReviewItem, moderator: Member) -> Claim:
    held_by = holder(item)
    if item.state == "decided":
        return Claim("decided", None, None, None)
    if held_by is None:
        return Claim("free", None, None, None)
    kind = "mine" if held_by.id == moderator.id else "other"
    return Claim(kind, held_by, item.claimed_at, item.claimed_until)


def claim_part(item: ReviewItem, moderator: Member, form: TakeOverForm | None = None) -> dict[str, Any]:
    """What `review/_claim.html` needs on a page that has just been made."""
    claim = claim_of(item, moderator)
    holder_id = str(claim.held_by.id) if claim.held_by else ""
    return {"claim": claim, "over_form": form or TakeOverForm(formdata=None, holder=holder_id)}


def live_state(item: ReviewItem, moderator: Member, seen: OpenPage) -> dict[str, Any]:
    """What an open page asks for again and again: the claim as it is now, and the block that says so."""
    part = claim_part(item, moderator)
    claim = part["claim"]
    return {
        "version": item.version,
        "state": item.state,
        "kind": claim.kind,
        "holder": claim.held_by.id if claim.held_by else None,
        "seconds": claim.seconds,
        "news": _news(item, claim, moderator, seen),
        "html": render_template("review/_claim.html", item=item, **part),
    }


def _news(item: ReviewItem, claim: Claim, moderator: Member, seen: OpenPage) -> list[str]:
    """What happened since the page was made, as sentences."""
    said: list[str] = []
    if item.state == "decided" and item.version != seen.version:
        said.append(_decided(item))
    elif item.version != seen.version:
        said.append("The text, or the reason why it is here, changed meanwhile.")
    if seen.was_mine and claim.kind == "other" and claim.held_by:
        word = _word_of(item, moderator, claim.held_by)
        said.append(f"{claim.held_by.name} took this item over." + (f" They say: {word}" if word else ""))
    elif seen.was_mine and claim.kind == "free":
        said.append("Your time was over, and the item is back in the queue.")
    return said


def _decided(item: ReviewItem) -> str:
    newest = next(iter(decisions_on(item)), None)
    if newest is None:
        return "The item was closed meanwhile."
    return f"{newest.moderator.name} decided this item meanwhile: {DONE.get(newest.verdict, newest.verdict)}."


def _word_of(item: ReviewItem, moderator: Member, other: Member) -> str:
    """What was said with the take-over, until the note is put away."""
    told = select(DeskNote.text).filter_by(
        member_id=moderator.id, sender_id=other.id, item_id=item.id, kind="taken over", seen_at=None
    )
    return db.session.scalar(told.order_by(DeskNote.id.desc()).limit(1)) or ""
