"""The rows of `moderation/corpus/`: one labelled post each, read from and written to JSON lines."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from moderation.cases import SPLITS, CaseError, Mention
from moderation.findings import Level

FOLDER = Path(__file__).parent / "corpus"
WRITTEN, TEMPLATE = "written", "template"


@dataclass(frozen=True, slots=True)
class Mark(Mention):
    """A mention as the corpus writes it: its context may be left out, and "resolved" is told from "past"."""

    assertion: str = "present"
    temporality: str = "current"
    experiencer: str = "author"
    literal: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """One post as the corpus keeps it; `ruling` is the number of the ruling that decides its level."""

    id: str
    author: str
    title: str
    body: str
    level: Level
    accept: tuple[Level, ...]
    findings: tuple[Mark, ...]
    group: str = ""
    axis: str = ""
    ruling: str = ""
    made: str = WRITTEN

    @property
    def text(self) -> str:
        return f"{self.title}\n{self.body}".strip()

    @property
    def live(self) -> list[Mark]:
        return [mark for mark in self.findings if mark.is_live]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row with the place that it was read from, and its part of the corpus."""

    file: Path
    line: int
    row: Row
    split: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row and where; the reason holds nothing of a post but ids and quotes."""

    file: Path
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


MARK_TYPES: dict[str, type] = {field.name: bool if field.name == "literal" else str for field in fields(Mark)}
ROW_TYPES: dict[str, type] = {
    field.name: list if field.name in ("accept", "findings") else str for field in fields(Row)
}
OPTIONAL = {"group": "", "axis": "", "ruling": "", "made": WRITTEN}


def split_of(file: Path) -> str:
    """Train, dev or test: the folder of a file; empty anywhere else."""
    return file.parent.name if file.parent.name in SPLITS else ""


def read_corpus(folder: Path) -> tuple[list[Entry], list[Problem]]:
    """All rows below a folder, and a problem for each line that is none."""
    if not folder.is_dir():
        raise CaseError(f"{folder}: no such folder")
    entries: list[Entry] = []
    problems: list[Problem] = []
    for file in sorted(folder.rglob("*.jsonl")):
        found, wrong = read_rows(file)
        entries += found
        problems += wrong
    return entries, problems


def read_rows(file: Path) -> tuple[list[Entry], list[Problem]]:
    """The rows of one file; raises `CaseError` when it is no text at all."""
    try:
        lines = file.read_text(encoding="utf-8").split("\n")  # a post may hold other signs that end lines
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError(f"{file}: cannot be read: {error}") from error
    entries: list[Entry] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entries.append(Entry(file, number, row_from_dict(json.loads(line)), split_of(file)))
        except ValueError as error:
            problems.append(Problem(file, number, f"not a row: {error}"))
    return entries, problems


def row_from_dict(data: Any) -> Row:
    """Read what `row_to_dict` wrote; raises `ValueError` for another shape."""
    data = _checked(data, ROW_TYPES, OPTIONAL)
    marks = (Mark(**_checked(mark, MARK_TYPES, {})) for mark in data["findings"])
    if not all(isinstance(word, str) for word in data["accept"]):
        raise ValueError("accept must hold level words")
    return Row(
        **{
            **data,
            "level": Level.from_word(data["level"]),
            "accept": tuple(map(Level.from_word, data["accept"])),
            "findings": tuple(marks),
        }
    )


def _checked(data: Any, types: dict[str, type], optional: dict[str, str]) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise ValueError("not a JSON object")
    if unknown := data.keys() - types.keys():
        raise ValueError(f"unknown key {min(unknown)}")
    if missing := types.keys() - optional.keys() - data.keys():
        raise ValueError(f"{min(missing)} is missing")
    for key, value in data.items():
        if not isinstance(value, types[key]):
            raise ValueError(f"{key} is not a {types[key].__name__}")
    return optional | data


def row_to_dict(row: Row) -> dict[str, Any]:
    """The row as JSON keeps it; what is as usual is left out."""
    data = asdict(row) | {"level": row.level.word, "accept": [level.word for level in row.accept]}
    data["findings"] = [asdict(mark) for mark in row.findings]
    return {key: value for key, value in data.items() if OPTIONAL.get(key) != value}


def rows_to_text(rows: Iterable[Row]) -> str:
    """Rows as JSON lines."""
    return "".join(json.dumps(row_to_dict(row), ensure_ascii=False) + "\n" for row in rows)
