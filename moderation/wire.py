"""The JSON shape of a screening: the same on the shell, over HTTP and between the board and its checker.

``screen --jsonl`` answers each line it could parse with exactly one line, flushed at once:
``{"id", "level", "version", "second_look", "findings": […]}``, or ``{"id", "error": {"stage", "kind"}}``
when a stage failed on that text. Neither holds more of the text than the quotes of the findings.
"""

from typing import Any

from moderation.errors import ScreeningError
from moderation.findings import (
    Assertion,
    Experiencer,
    Finding,
    Level,
    Reason,
    Screening,
    Temporality,
)


def screening_to_dict(screening: Screening) -> dict[str, Any]:
    return {
        "level": screening.level.word,
        "version": screening.version,
        "second_look": screening.second_look,
        "findings": [_finding_to_dict(finding) for finding in screening.findings],
    }


def error_to_dict(error: ScreeningError) -> dict[str, Any]:
    return {"error": {"stage": error.stage, "kind": error.kind}}


def screening_from_dict(data: dict[str, Any]) -> Screening:
    """Read what `screening_to_dict` wrote; raises `ScreeningError` for an error line or another shape."""
    if "error" in data:
        raise ScreeningError(str(data["error"].get("stage")), str(data["error"].get("kind")))
    try:
        return Screening(
            level=Level.from_word(data["level"]),
            findings=tuple(_finding_from_dict(item) for item in data["findings"]),
            version=data["version"],
            second_look=_second_look(data),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ScreeningError("wire", type(error).__name__) from None


def _second_look(data: dict[str, Any]) -> bool:
    # Absent in what a reader of an earlier version wrote.
    word = data.get("second_look", False)
    if not isinstance(word, bool):
        raise TypeError("second_look is neither true nor false")
    return word


def _finding_to_dict(finding: Finding) -> dict[str, Any]:
    return {
        "concept": finding.concept,
        "start": finding.start,
        "end": finding.end,
        "quote": finding.quote,
        "field": finding.field,
        "assertion": finding.assertion.value,
        "temporality": finding.temporality.value,
        "experiencer": finding.experiencer.value,
        "level": finding.level.word,
        "because": [
            {"ruling": reason.ruling, "text": reason.text, "spans": [list(span) for span in reason.spans]}
            for reason in finding.because
        ],
        "source": finding.source,
    }


def _finding_from_dict(data: dict[str, Any]) -> Finding:
    return Finding(
        concept=data["concept"],
        start=data["start"],
        end=data["end"],
        quote=data["quote"],
        field=data["field"],
        assertion=Assertion(data["assertion"]),
        temporality=Temporality(data["temporality"]),
        experiencer=Experiencer(data["experiencer"]),
        level=Level.from_word(data["level"]),
        because=tuple(
            Reason(item["ruling"], item["text"], tuple((start, end) for start, end in item["spans"]))
            for item in data["because"]
        ),
        source=data["source"],
    )
