"""Put a screening into a moderator's words: the text with its marks, and each finding as a sentence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from forum.posts.models import Revision
from forum.reports.models import REASONS
from forum.review.models import Finding, ReviewItem, Screening
from forum.screening import Level, describe

WHO = {"author": "the author", "cared_for": "someone the author speaks for", "other": "somebody else"}
WHEN = {"current": "now or not over", "past": "past and over"}
WHETHER = {
    "present": "is there",
    "absent": "is denied",
    "possible": "may be there",
    "hypothetical": "is only talked about",
}


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
    source: str
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
    sign = describe(finding.concept)
    return Told(
        quote=getattr(revision, finding.field)[finding.start : finding.end],
        name=sign.name,
        level=Level(finding.level).word,
        sentence=(
            f"{sign.name[:1].upper()}{sign.name[1:]} {WHETHER[finding.assertion]}. "
            f"Whose: {WHO[finding.experiencer]}. When: {WHEN[finding.temporality]}."
        ),
        rulings=tuple(_ruling(reason) for reason in finding.because),
        source=finding.source,
        why=sign.why,
    )


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
        said.append("the author answered the note")
    return " · ".join(said)
