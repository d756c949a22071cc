"""Each check with a row that it must name; the row that all of them start from is fine."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from moderation.corpus_check import AXES, RULINGS, check_corpus, check_row
from moderation.corpus_concepts import Concepts, read_concepts, treatment_packs
from moderation.corpus_notation import read_notes
from moderation.corpus_rows import FOLDER, Entry, Mark, Row, read_corpus
from moderation.findings import Level

CONCEPTS = Concepts(
    known=frozenset({"fever", "bruising", "chest_pain", "suicidal_thoughts"}),
    life_threatening=frozenset({"chest_pain"}),
    crisis=frozenset({"suicidal_thoughts"}),
)
FEVER = Mark("a fever", "fever")
FINE = Row("a1", "june", "Day 9", "I have a fever", Level.URGENT, (Level.URGENT,), (FEVER,))
DENIED = Mark("no fever", "fever", "absent")


def at(level: Level, *marks: Mark, **change: Any) -> Row:
    body = " ".join(["x", *(mark.quote for mark in marks)])
    return replace(FINE, body=body, level=level, accept=(level,), findings=marks, **change)


FINE_ROWS = [
    FINE,
    at(Level.NONE),
    at(Level.NONE, DENIED),
    at(Level.INFO, Mark("a fever", "fever", temporality="past")),
    at(Level.EMERGENCY, Mark("my chest", "chest_pain", "possible")),
    at(Level.EMERGENCY, FEVER, Mark("blue legs", "bruising", experiencer="cared_for")),
    at(Level.CRISIS, Mark("no way on", "suicidal_thoughts")),
    at(Level.EMERGENCY, FEVER, ruling="11"),
    at(Level.NONE, FEVER, ruling="12"),
    replace(FINE, title="I have a fever", body=""),
    replace(FINE, group="g1", axis="time", made="template"),
    at(Level.URGENT, FEVER, FEVER),
    at(Level.URGENT, replace(FEVER, quote="39.2°")),
    replace(FINE, body="39.2C since noon", findings=(replace(FEVER, quote="39.2"),)),
]
BAD_ROWS = [
    (replace(FINE, author=""), "the author is no name"),
    (replace(FINE, author="two words"), "the author is no name"),
    (replace(at(Level.NONE), title="", body=""), "no text"),
    (replace(FINE, body="I have a fever\n"), "blanks around"),
    (replace(FINE, title=" Day 9"), "blanks around"),
    (replace(FINE, accept=(Level.INFO,)), "accept must hold"),
    (replace(FINE, accept=(Level.URGENT, Level.URGENT)), "accept must hold"),
    (replace(FINE, group="g1"), "group and axis go together"),
    (replace(FINE, axis="time"), "group and axis go together"),
    (replace(FINE, group="g1", axis="colour"), "unknown axis colour"),
    (replace(FINE, ruling="16"), "unknown ruling 16"),
    (replace(FINE, made="copied"), "unknown way of making: copied"),
    (replace(FINE, findings=(replace(FEVER, quote=" "),)), "a quote of fever is empty"),
    (replace(FINE, findings=(replace(FEVER, quote="A fever"),)), "the quote 'A fever' is not in the text"),
    (replace(FINE, findings=(replace(FEVER, quote="9\nI have"),)), "is not in the text"),
    (replace(FINE, findings=(replace(FEVER, quote="a fev"),)), "begins or ends within a word"),
    (replace(FINE, findings=(replace(FEVER, quote="ave a fever"),)), "begins or ends within a word"),
    (replace(FINE, body="392", findings=(replace(FEVER, quote="39"),)), "begins or ends within a word"),
    (replace(FINE, findings=(FEVER, FEVER)), "fever is marked more often than 'a fever' stands"),
    (replace(FINE, findings=(replace(FEVER, concept="gout"),)), "unknown concept gout"),
    (replace(FINE, findings=(FEVER, replace(FEVER, assertion="denied"))), "'denied' is not one of present,"),
    (replace(FINE, findings=(FEVER, replace(FEVER, temporality="now"))), "'now' is not one of current,"),
    (replace(FINE, findings=(FEVER, replace(FEVER, experiencer="me"))), "'me' is not one of author,"),
    (at(Level.URGENT, DENIED), "urgent without a sign that is live"),
    (at(Level.CRISIS, FEVER), "crisis without a live sign of one"),
    (at(Level.EMERGENCY, FEVER), "emergency with one live sign that threatens no life"),
    (at(Level.INFO, FEVER), "info with a live sign (fever)"),
    (at(Level.NONE, FEVER), "none with a live sign (fever)"),
    (at(Level.INFO), "info without a mark"),
]


@pytest.mark.parametrize("row", FINE_ROWS)
def test_a_row_that_can_be_meant_passes(row: Row) -> None:
    assert list(check_row(row, CONCEPTS)) == []


@pytest.mark.parametrize("row, reason", BAD_ROWS)
def test_each_check_names_its_fault(row: Row, reason: str) -> None:
    assert any(reason in found for found in check_row(row, CONCEPTS))


def corpus(*rows: tuple[str, Row]) -> list[Entry]:
    """Rows in files such as "train/a"; the line is the place in the list."""
    return [
        Entry(
            Path(f"{file}.jsonl"), line, row, file.split("/")[0] if file.startswith(("train", "dev")) else ""
        )
        for line, (file, row) in enumerate(rows, 1)
    ]


def reasons(entries: Sequence[Entry]) -> list[str]:
    return [str(problem) for problem in check_corpus(entries, CONCEPTS)]


OTHER = replace(FINE, id="a2", title="", body="Since Sunday a fever and the shivers")
GROUPED = replace(FINE, group="g", axis="time")
PAST = at(Level.INFO, replace(FEVER, temporality="past"), id="a3", group="g", axis="time")


def test_different_rows_of_one_author_in_one_split_pass() -> None:
    assert reasons(corpus(("train/a", FINE), ("train/b", OTHER))) == []
    assert reasons(corpus(("train/a", GROUPED), ("train/a", PAST))) == []


@pytest.mark.parametrize(
    "rows, reason",
    [
        ([("extra/a", FINE)], "extra/a.jsonl:1: lies in none of train/, dev/ and test/"),
        ([("train/a", replace(FINE, id=""))], "train/a.jsonl:1: no id"),
        (
            [("train/a", FINE), ("train/b", replace(OTHER, id="a1"))],
            "train/b.jsonl:2: the id a1 stands at train/a.jsonl:1",
        ),
        (
            [("train/a", FINE), ("dev/a", OTHER)],
            "dev/a.jsonl:2: the author june also writes in another split at train/a.jsonl:1",
        ),
        (
            [("train/a", GROUPED)],
            "train/a.jsonl:1: the group g has one post",
        ),
        (
            [("train/a", GROUPED), ("train/a", replace(OTHER, group="g", axis="time"))],
            "train/a.jsonl:1: the posts of the group g have one level",
        ),
        (
            [("train/a", GROUPED), ("train/b", PAST)],
            "train/b.jsonl:2: the group g also stands at train/a.jsonl:1",
        ),
        (
            [("train/a", FINE), ("train/a", replace(FINE, id="a2", body="I  have a fever"))],
            "train/a.jsonl:2: the same text stands at train/a.jsonl:1",
        ),
    ],
)
def test_rows_that_do_not_go_together_are_named(rows: list[tuple[str, Row]], reason: str) -> None:
    assert reasons(corpus(*rows)) == [reason]


def test_nearly_the_same_post_in_two_splits_is_named() -> None:
    body = "The nurse rang at nine about the results and since then I have a fever"
    one = replace(FINE, title="", body=body)
    other = replace(FINE, id="a2", author="ravi", title="", body=body.replace("nine", "ten"))
    assert reasons(corpus(("train/a", one), ("dev/b", other))) == [
        "dev/b.jsonl:2: nearly the same post stands at train/a.jsonl:1"
    ]
    assert reasons(corpus(("train/a", one), ("train/b", other))) == []


def test_axes_and_rulings_are_in_the_guide_and_the_rubric() -> None:
    docs = FOLDER.parents[1] / "docs"
    guide = (docs / "corpus.md").read_text()
    assert [axis for axis in sorted(AXES) if f"`{axis}`" not in guide] == []
    rubric = (docs / "rubric.md").read_text()
    assert all(f"\n{ruling}. " in rubric for ruling in RULINGS)


def test_the_example_of_the_guide_passes() -> None:
    guide = (FOLDER.parents[1] / "docs" / "corpus.md").read_text()
    [example] = [block for block in guide.split("```") if block.startswith("\n## ")]
    notes, slips = read_notes(example.lstrip())
    assert (len(notes), slips) == (2, [])
    assert [reason for note in notes for reason in check_row(note.row, CONCEPTS)] == []


def test_every_file_is_in_the_readme() -> None:
    readme = (FOLDER / "README.md").read_text()
    names = {f"{path.parent.name}/{path.stem}" for path in FOLDER.rglob("*.jsonl")}
    assert [name for name in sorted(names) if f"`{name}`" not in readme and "/seed_" not in name] == []


def test_every_row_of_the_corpus_passes() -> None:
    entries, problems = read_corpus(FOLDER)
    problems += check_corpus(entries, read_concepts(treatment_packs()))
    assert "\n".join(map(str, problems)) == ""
    assert {entry.split for entry in entries} == {"train", "dev", "test"}
    assert len(entries) >= 8_000
