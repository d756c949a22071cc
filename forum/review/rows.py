"""The rows of the queue: what stands in each, for the page and for its live changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from forum.asks.queries import items_for
from forum.members.models import Member
from forum.posts.models import Post
from forum.review.claim import holder
from forum.review.models import ReviewItem, Screening
from forum.review.present import reason_line
from forum.review.queries import screenings_of
from forum.review.time_left import TimeLeft, time_left
from forum.screening import Level

MOST_QUOTES = 3
LONGEST_QUOTE = 80
LONGEST_START = 140


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that mattered, with the word of their level."""

    text: str
    level: str


@dataclass(frozen=True, slots=True)
class Row:
    """`quotes` are empty where no words mattered; `start` is the beginning of the post then."""

    item: ReviewItem
    level: str
    quotes: list[Quote]
    start: str
    reason: str
    time: TimeLeft
    held: str
    for_you: bool
    """Somebody asks this moderator about it; see forum/asks/."""


def rows_of(items: Iterable[ReviewItem], moderator: Member) -> list[Row]:
    """Three queries for any number of items that were read with their posts."""
    items = list(items)
    screenings = screenings_of([item.post for item in items])
    asked = items_for(moderator, [item.id for item in items])
    return [_row(item, screenings.get(item.post.revision_id), moderator, item.id in asked) for item in items]


def _row(item: ReviewItem, screening: Screening | None, moderator: Member, for_you: bool) -> Row:
    quotes = quotes_of(item.post, screening)
    return Row(
        item=item,
        level=Level(item.level).word,
        quotes=quotes,
        start="" if quotes else _cut(" ".join(item.post.revision.body.split()), LONGEST_START),
        reason=reason_line(item, screening),
        time=time_left(item),
        held=held_words(item, moderator),
        for_you=for_you,
    )


def quotes_of(post: Post, screening: Screening | None) -> list[Quote]:
    """The gravest words first, each once."""
    if screening is None:
        return []
    told = [finding for finding in screening.findings if finding.level >= Level.INFO]
    found: dict[str, Quote] = {}
    for finding in sorted(told, key=lambda f: (-f.level, f.field != "title", f.start)):
        text = " ".join(getattr(post.revision, finding.field)[finding.start : finding.end].split())
        found.setdefault(text.lower(), Quote(_cut(text, LONGEST_QUOTE), Level(finding.level).word))
    return list(found.values())[:MOST_QUOTES]


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most].rstrip() + "…"


def held_words(item: ReviewItem, moderator: Member) -> str:
    """Who has it, or "" for a free one."""
    held_by = holder(item)
    if held_by is None:
        return ""
    return "You have it" if held_by.id == moderator.id else f"{held_by.name} has it"


def live_row(item: ReviewItem, moderator: Member) -> dict[str, Any]:
    """What may change in a row while somebody reads it."""
    time = time_left(item)
    return {
        "state": item.state,
        "level": Level(item.level).word,
        "held": held_words(item, moderator),
        "time": time.words,
        "part": time.part,
        "late": time.is_late,
    }
