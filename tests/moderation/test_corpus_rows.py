import json
from pathlib import Path
from typing import Any

import pytest

from moderation.cases import CaseError
from moderation.corpus_rows import Mark, read_corpus, read_rows, row_from_dict, row_to_dict, rows_to_text
from moderation.findings import Level

MARK: dict[str, Any] = {
    "quote": "gums bleed",
    "concept": "gum_bleeding",
    "assertion": "present",
    "temporality": "current",
    "experiencer": "author",
    "literal": True,
}
ROW: dict[str, Any] = {
    "id": "a0001",
    "author": "june",
    "title": "Gums",
    "body": "my gums bleed",
    "level": "urgent",
    "accept": ["urgent", "emergency"],
    "findings": [MARK],
}


def test_a_row_is_read_and_written_the_same() -> None:
    full = ROW | {"group": "g", "axis": "time", "ruling": "4", "made": "template"}
    for data in (ROW, full):
        assert row_to_dict(row_from_dict(data)) == data
    row = row_from_dict(ROW)
    assert (row.level, row.made, row.text) == (Level.URGENT, "written", "Gums\nmy gums bleed")


def test_a_row_is_one_line_even_with_signs_that_end_lines() -> None:
    text = rows_to_text([row_from_dict(ROW | {"body": "my gums bleed\n\x0b\x85\u2028ü"})])
    assert text.count("\n") == 1
    assert "ü" in text


@pytest.mark.parametrize(
    "change, live",
    [
        ({}, True),
        ({"assertion": "possible"}, True),
        ({"experiencer": "cared_for"}, True),
        ({"assertion": "absent"}, False),
        ({"assertion": "hypothetical"}, False),
        ({"temporality": "past"}, False),
        ({"temporality": "resolved"}, False),
        ({"experiencer": "other"}, False),
        ({"literal": False}, False),
    ],
)
def test_a_mark_is_live_now_for_the_author_or_theirs(change: dict[str, Any], live: bool) -> None:
    assert Mark(**MARK | change).is_live is live


@pytest.mark.parametrize(
    "data, reason",
    [
        ([], "not a JSON object"),
        (ROW | {"mood": "low"}, "unknown key mood"),
        ({key: value for key, value in ROW.items() if key != "author"}, "author is missing"),
        (ROW | {"title": None}, "title is not a str"),
        (ROW | {"level": "red"}, "unknown level 'red'"),
        (ROW | {"accept": ["red"]}, "unknown level 'red'"),
        (ROW | {"accept": [3]}, "level words"),
        (ROW | {"findings": "gums"}, "findings is not a list"),
        (ROW | {"findings": [MARK | {"literal": 1}]}, "literal is not a bool"),
        (ROW | {"findings": [{"quote": "gums"}]}, "assertion is missing"),
    ],
)
def test_what_is_no_row_says_why(data: Any, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        row_from_dict(data)


def test_bad_lines_are_named_and_the_others_read(tmp_path: Path) -> None:
    path = tmp_path / "train" / "forum.jsonl"
    path.parent.mkdir()
    path.write_text(f"{json.dumps(ROW)}\n\n{{\n{json.dumps(ROW | {'level': 'red'})}\n")
    entries, problems = read_corpus(tmp_path)
    assert [(entry.line, entry.split, entry.row.id) for entry in entries] == [(1, "train", "a0001")]
    assert [problem.line for problem in problems] == [3, 4]
    assert str(problems[1]) == f"{path}:4: not a row: unknown level 'red'"


def test_a_file_elsewhere_belongs_to_no_split(tmp_path: Path) -> None:
    path = tmp_path / "forum.jsonl"
    path.write_text(json.dumps(ROW))
    [entry], _ = read_rows(path)
    assert entry.split == ""


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_bytes(b"\xff\xfe")
    for act in (lambda: read_corpus(tmp_path), lambda: read_corpus(tmp_path / "none")):
        with pytest.raises(CaseError):
            act()
