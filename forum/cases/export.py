"""Approved cases as JSON lines, in the format that `python -m moderation evaluate` reads."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from forum.cases.models import CaseReview
from forum.cases.queries import approved_cases
from forum.modlog.record import record_run
from forum.screening import Level

MENTION = ("quote", "concept", "assertion", "temporality", "experiencer", "literal")
ID_LENGTH = 12


def export(path: Path, since: datetime | None = None) -> int:
    """Write a new file and return how many cases it has. Does not commit.

    Raises `FileExistsError` for a file that is there. Nothing is written when there is no case.
    """
    lines = list(as_lines(approved_cases(since)))
    if lines:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.writelines(line + "\n" for line in lines)
        record_run("exported cases", {"cases": len(lines)})
    return len(lines)


def as_lines(cases: list[CaseReview]) -> Iterator[str]:
    """In the order of a hash of the text: it is always the same, and tells neither who wrote nor when."""
    rows = sorted((row_of(case) for case in cases), key=lambda row: json.dumps(row, sort_keys=True))
    seen = Counter[str]()
    for row in rows:
        seen[row["id"]] += 1
        if seen[row["id"]] > 1:  # the same text twice
            row["id"] += f"-{seen[row['id']]}"
        yield json.dumps(row, ensure_ascii=False)


def row_of(case: CaseReview) -> dict[str, Any]:
    """`accept` holds the decided level alone: one person decided, nobody else was asked."""
    level = Level(case.level).word
    text = f"{case.title}\0{case.body}\0{level}"
    return {
        "id": "desk-" + hashlib.sha256(text.encode()).hexdigest()[:ID_LENGTH],
        "title": case.title,
        "body": case.body,
        "level": level,
        "accept": [level],
        "findings": [{name: finding[name] for name in MENTION} for finding in case.findings],
        "group": "",
        "axis": _axis(case),
    }


def _axis(case: CaseReview) -> str:
    """Why the decision was made, in a word: evaluate makes a table by it."""
    if case.level == case.given:
        return "kept"
    if case.level > case.given:
        return "raised"
    return case.reason or "lowered"
