"""The answers that a moderator can begin with: read from templates.toml, chosen and filled for an item.

What they say of how the post came to a person follows the item's reasons: where a program did it, no
letter says that people did, and the other way round.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from forum.members.models import Member
from forum.posts.models import Post
from forum.review.models import ReviewItem, Screening
from forum.screening import Level

FILE = Path(__file__).parent / "templates.toml"


@dataclass(frozen=True, slots=True)
class Answer:
    """`fits` is the decision that it speaks of, `needs` the kind of post; both may be empty."""

    key: str
    name: str
    subject: str
    body: str
    fits: str = ""
    needs: str = ""


@cache
def load() -> tuple[Mapping[str, str], Mapping[str, Answer]]:
    """How a post can come to a person, and the answers by key."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    answers = {key: Answer(key, **fields) for key, fields in data["answers"].items()}
    return data["origins"], answers


def answer_of(key: str | None) -> Answer | None:
    return load()[1].get(key or "")


def offered(item: ReviewItem, fits: str | None = None) -> list[Answer]:
    """The answers for this item as it is now. `fits` leaves out those that speak of another decision."""
    post, kinds = item.post, {reason.kind for reason in item.reasons}
    holds = {
        "": True,
        "notice": post.shown_level > Level.NONE or fits is not None,
        "no notice": post.shown_level == Level.NONE,
        "hidden": post.hidden_at is not None,
        "locked": post.thread.locked_at is not None,
        "report": "report" in kinds,
    }
    return [
        answer
        for answer in load()[1].values()
        if holds[answer.needs] and (fits is None or answer.fits in ("", fits))
    ]


def filled(answer: Answer, item: ReviewItem, screening: Screening | None, moderator: Member) -> str:
    """The letter's text, ready to be edited."""
    return answer.body.strip().format(
        name=item.post.author.name,
        moderator=moderator.name,
        origin=origin(item, screening),
        reason=item.post.hidden_reason,
    )


def origin(item: ReviewItem, screening: Screening | None) -> str:
    """What brought the post to a person, program and people kept apart."""
    words, kinds = load()[0], {reason.kind for reason in item.reasons}
    said = []
    if kinds & {"screening", "rescreen"}:
        has_note = screening is not None and screening.level > Level.NONE
        said.append(words["note" if has_note else "unsure"])
    said += [words[kind] for kind in ("failed", "report", "author") if kind in kinds]
    return " ".join(said)


def direction(before: int, after: int, verdict: str) -> str:
    """A decision as `fits` names it."""
    if verdict != "change" or before == after:
        return "remove" if verdict == "remove" else "keep"
    return "raise" if after > before else "lower"


def may_write_to(post: Post) -> bool:
    """Former members share one row: nobody reads letters there."""
    return not post.author.is_former
