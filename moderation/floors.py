"""Floors under the figures of an evaluation, so that a change cannot quietly make the screening worse."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from moderation.cases import CaseError
from moderation.evaluate import Evaluation, Scores, score

FLOORS_FILE = "floors.toml"


def check_floors(evaluation: Evaluation, folder: Path) -> list[str]:
    """Complaints about figures under the floors that the case files' folder sets; none without such a file.

    The file has a table ``[all]``, for all cases of that folder, and one for each case file, with names as in
    `Scores.named`.
    """
    path = folder / FLOORS_FILE
    if not path.exists():
        return []
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CaseError(f"{path}: {error}") from error
    complaints: list[str] = []
    for table, floors in tables.items():
        if not isinstance(floors, dict):
            raise CaseError(f"{path}: {table!r} stands outside a table")
        scores = _scores(evaluation, table, folder)
        if scores.cases:  # else the floor of a case file that is not measured today
            complaints.extend(f"{table}: {text}" for text in _under(scores, floors, f"{path}: [{table}]"))
    return complaints


def _scores(evaluation: Evaluation, table: str, folder: Path) -> Scores:
    """The figures of the folder's cases that a table of its floors means."""
    names = {path.stem for path in folder.glob("*.jsonl")} if table == "all" else {table}
    return score(
        [r for r in evaluation.results if r.case.file in names and r.case.split in {"", folder.name}]
    )


def _under(scores: Scores, floors: dict[str, Any], place: str) -> Iterator[str]:
    figures = scores.named()
    for name, floor in floors.items():
        if name not in figures:
            raise CaseError(f"{place}: unknown figure {name!r}")
        if not isinstance(floor, int | float):
            raise CaseError(f"{place}: {name!r} must be a number")
        value = figures[name]
        if value is not None and value < floor:
            yield f"{name} is {value:.3f}, the floor is {floor:.3f}"
