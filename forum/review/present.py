"""Put a screening into a moderator's words: the text with its marks, and each finding as a sentence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from forum.db import utcnow
from forum.posts.models import Revision
from forum.reports.models import REASONS
from forum.review.models import Finding, ReviewItem, Screening
from forum.screening import Level, describe, origin_of

WHO = {
    "author": "the author’s own",
    "cared_for": "of someone the author speaks for",
    "other": "of somebody else",
}
WHEN = {"current": "now or not over", "past": "past and over"}
WHETHER = {
    "present": "said to be there",
    "absent": "denied",
    "possible": "said to be perhaps there",
    "hypothetical": "only talked about",
}


LEARNED = "learned model"
"""The ruling of a reason that comes from the model."""
UNSURE = "the reader was not sure"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text; `level` is 0 and `label` empty for plain text."""

    text: str
    level: int = 0
    label: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One finding as a moderator reads it."""

    quote: str
    name: str
    level: str
    sentence: str
    rulings: tuple[str, ...]
    found_by: str
    source: str
    review_by: date | None
    is_overdue: bool
    why: str


def mark(revision: Revision, field: str, findings: Sequence[Finding]) -> list[Part]:
    """Cut a text at its findings. Where two overlap, the graver one is marked, then the longer."""
    text = getattr(revision, field)
    chosen: list[Finding] = []
    for finding in sorted(
        (f for f in findings if f.field == field), key=lambda f: (-f.level, f.start - f.end, f.start)
    ):
        if all(finding.end <= other.start or finding.start >= other.end for other in chosen):
            chosen.append(finding)
    parts: list[Part] = []
    place = 0
    for finding in sorted(chosen, key=lambda f: f.start):
        if finding.start > place:
            parts.append(Part(text[place : finding.start]))
        # Below info the words were read and set aside; they are told in the list, not marked.
        marked = finding.level if finding.level >= Level.INFO else 0
        label = describe(finding.concept).name if marked else ""
        parts.append(Part(text[finding.start : finding.end], marked, label))
        place = finding.end
    if place < len(text):
        parts.append(Part(text[place:]))
    return parts


def tell(revision: Revision, screening: Screening | None) -> list[Told]:
    """The findings as sentences, the gravest first."""
    if screening is None:
        return []
    return [
        _tell(revision, f)
        for f in sorted(screening.findings, key=lambda f: (-f.level, f.field != "title", f.start))
    ]


def _tell(revision: Revision, finding: Finding) -> Told:
    sign, origin = describe(finding.concept), origin_of(finding.concept, finding.source)
    review_by = origin.review_by if origin else None
    return Told(
        quote=getattr(revision, finding.field)[finding.start : finding.end],
        name=sign.name,
        level=Level(finding.level).word,
        sentence=(
            f"{sign.name[:1].upper()}{sign.name[1:]}: {WHETHER[finding.assertion]}, "
            f"{WHO[finding.experiencer]}, {WHEN[finding.temporality]}."
        ),
        rulings=tuple(_ruling(reason) for reason in finding.because),
        found_by=found_by(finding),
        source=origin.source if origin else "",
        review_by=review_by,
        is_overdue=review_by is not None and review_by < utcnow().date(),
        why=sign.why,
    )


def found_by(finding: Finding) -> str:
    """What saw it, in words: a rule file, a measurement, or the learned model and how sure it was."""
    kind, _, rest = finding.source.partition(":")
    if kind == "model":
        return f"Learned from examples, model {rest}{_how_sure(finding)}"
    if kind == "number":
        quantity, _, place = rest.partition(" (")
        return f"A measurement ({quantity.replace('_', ' ')}), rule {place.removesuffix(')')}"
    place, _, line = finding.source.rpartition(":")
    return f"Words of the rule file {place}, line {line}" if line.isdigit() else finding.source


def _how_sure(finding: Finding) -> str:
    """The model's chance that the post is of this level or graver, as its own reason tells it."""
    texts = [reason["text"] for reason in finding.because if reason["ruling"] == LEARNED]
    chance = re.search(r"(\d+) in 100$", texts[-1]) if texts else None
    return f", sure {chance[1]} times in 100" if chance else ""


def _ruling(reason: dict[str, Any]) -> str:
    """The reason in plain words, with its number in docs/rubric.md where it has one."""
    number = re.fullmatch(r"RUBRIC (\d+)", reason["ruling"])
    return f"{reason['text']} (ruling {number[1]})" if number else reason["text"]


def asks_second_look(screening: Screening | None) -> bool:
    """Whether the text is here only because the reader was not sure of it."""
    if screening is None or screening.state != "done":
        return False
    return screening.second_look and screening.level < Level.URGENT


def reason_line(item: ReviewItem, screening: Screening | None, reports: Sequence = ()) -> str:
    """Why the item is in the queue, in one line."""
    kinds = {reason.kind for reason in item.reasons}
    said: list[str] = []
    if screening is not None and "screening" in kinds:
        grave = [finding for finding in screening.findings if finding.level >= Level.URGENT]
        names = list(dict.fromkeys(describe(finding.concept).name for finding in grave))
        unsure = UNSURE if asks_second_look(screening) else ""
        said.append(", ".join(names[:3]) or unsure or "read as a sign")
    if "report" in kinds:
        said.append("reported by a member" if not reports else "; ".join(REASONS[r.reason] for r in reports))
    if "failed" in kinds:
        said.append("could not be checked")
    if "rescreen" in kinds:
        said.append("read again and higher than it was decided")
    if "author" in kinds:
        said.append("the author answered the notice")
    return " · ".join(said)
