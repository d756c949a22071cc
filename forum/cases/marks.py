"""The marks of a case: which words, and what is said of them. Made of the findings that a decision judged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from forum.own_data.quotes import Change, moved
from forum.review.models import Decision, Finding, Screening
from forum.screening import Level

MOST = 30
AS_READ, DROP = "as read", "leave out"
MEANINGS = {
    AS_READ: "As the program read it",
    "live": "It is there, now, and theirs",
    "denied": "They say that they do not have it",
    "past": "It is past and over",
    "someone else": "It is about someone else",
    "figure of speech": "It is a figure of speech",
    DROP: "Leave this mark out",
}
LIVE = {"assertion": "present", "temporality": "current", "experiencer": "author", "literal": True}
SAYS: dict[str, dict[str, Any]] = {
    AS_READ: {},
    "live": LIVE,
    "denied": {"assertion": "absent"},
    "past": {"temporality": "past"},
    "someone else": {"experiencer": "other"},
    "figure of speech": {"literal": False},
}
"""What each meaning changes of the axes that the program read."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding in the text without names; `quote` is empty when a placeholder took its words."""

    finding: Finding
    quote: str
    start: int
    meaning: str


def marks_of(
    decision: Decision, screening: Screening, texts: dict[str, str], changes: dict[str, list[Change]]
) -> list[Mark]:
    """The gravest findings, each where its words stand after `changes`, with what the decision says of it."""
    order = sorted(screening.findings, key=lambda f: (-f.level, f.field != "title", f.start, f.id))
    marks = []
    for finding in order[:MOST]:
        place = moved(finding.start, finding.end, changes[finding.field])
        quote = texts[finding.field][slice(*place)] if place else ""
        meaning = _meaning(decision, screening, finding) if quote else DROP
        marks.append(Mark(finding, quote, place[0] if place else 0, meaning))
    return marks


def _meaning(decision: Decision, screening: Screening, finding: Finding) -> str:
    """A reason of removal is about the findings at the post's level; the others are as they were read.

    A level that fell to info or none without such a reason says that they are wrong, and not how.
    """
    if finding.level != screening.level or decision.level_after >= screening.level:
        return AS_READ
    if decision.reason in SAYS:
        return decision.reason
    return DROP if decision.level_after <= Level.INFO else AS_READ


def settle(marks: Sequence[tuple[Mark, str, str]], texts: dict[str, str]) -> Iterator[dict[str, Any] | None]:
    """Each mark with its quote and meaning as the row keeps it; None for a quote that the text does not have.

    Marks that are left out are left out.
    """
    for mark, quote, meaning in marks:
        if meaning != DROP:
            start = nearest(texts[mark.finding.field], quote, mark.start)
            yield None if start is None else _row(mark.finding, quote, start, meaning)


def nearest(text: str, quote: str, place: int) -> int | None:
    """Where the quote stands in the text, closest to where it was."""
    found, start = [], text.find(quote) if quote.strip() else -1
    while start >= 0:
        found.append(start)
        start = text.find(quote, start + 1)
    return min(found, key=lambda at: abs(at - place), default=None)


def _row(finding: Finding, quote: str, start: int, meaning: str) -> dict[str, Any]:
    axes = {
        "assertion": finding.assertion,
        "temporality": finding.temporality,
        "experiencer": finding.experiencer,
        "literal": True,
    }
    if meaning == "live" and finding.experiencer == "cared_for":
        meaning_says = LIVE | {"experiencer": "cared_for"}
    else:
        meaning_says = SAYS[meaning]
    place = {"field": finding.field, "start": start, "end": start + len(quote)}
    return {"quote": quote, "concept": finding.concept} | place | axes | meaning_says
