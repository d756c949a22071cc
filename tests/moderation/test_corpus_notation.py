from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.corpus_notation import NotesError, read_marks, read_notes, write_notes
from moderation.corpus_rows import Mark, Row
from moderation.findings import Level

NOTES = """\
## urgent,emergency @june #g7:time !4 ~template | Gums
My [[gum_bleeding|gums bleed]] and [[chest_pain acd|no pain
in her chest]].

> quoted
## none @ravi |
This [[suicidal_thoughts pca!|heat kills me]], [[fever !|burning up]] to go.
"""
JUNE = Row(
    "",
    "june",
    "Gums",
    "My gums bleed and no pain\nin her chest.\n\n> quoted",
    Level.URGENT,
    (Level.URGENT, Level.EMERGENCY),
    (
        Mark("gums bleed", "gum_bleeding"),
        Mark("no pain\nin her chest", "chest_pain", "absent", "current", "cared_for"),
    ),
    group="g7",
    axis="time",
    ruling="4",
    made="template",
)


def test_notes_are_read_as_rows() -> None:
    notes, slips = read_notes(NOTES)
    assert slips == []
    assert [note.line for note in notes] == [1, 6]
    assert notes[0].row == JUNE
    ravi = notes[1].row
    assert (ravi.title, ravi.level, ravi.body) == ("", Level.NONE, "This heat kills me, burning up to go.")
    assert [(mark.literal, mark.assertion) for mark in ravi.findings] == [(False, "present")] * 2


def test_rows_are_written_as_notes() -> None:
    rows = [note.row for note in read_notes(NOTES)[0]]
    assert write_notes(rows).startswith(
        "## urgent,emergency @june #g7:time !4 ~template | Gums\nMy [[gum_bleeding|"
    )
    assert [note.row for note in read_notes(write_notes(rows))[0]] == rows


def test_marks_may_stand_inside_each_other() -> None:
    text, marks = read_marks(
        "[[fainting|[[chest_pain aca|no pain]] then down]] [[fever|[[chills_rigors|hot]]]]"
    )
    assert text == "no pain then down hot"
    assert [(mark.concept, mark.quote) for mark in marks] == [
        ("fainting", "no pain then down"),
        ("chest_pain", "no pain"),
        ("fever", "hot"),
        ("chills_rigors", "hot"),
    ]


@pytest.mark.parametrize(
    "text, line, reason",
    [
        ("hello\n## none @a |\nx", 1, "text before the first post"),
        ("\n## none @a |\nx\n## none june | x\nx", 4, "the header is not"),
        ("## none @a x\nx", 1, "the header is not"),
        ("## red @a |\nx", 1, "unknown level 'red'"),
        ("## none @a #g |\nx", 1, "#g is not #GROUP:AXIS"),
        ("## none @a |\n[[fever|hot", 1, "the mark fever is not closed"),
        ("## none @a | [[fever|\nhot]]", 1, "the mark fever is not closed"),
        ("## none @a |\nhot]]", 1, "]] that belongs to no mark"),
        ("## none @a |\n[[Fever|hot]]", 1, "[[ that belongs to no mark"),
        ("## none @a |\n[[fever| ]]", 1, "the mark fever holds no words"),
        ("## none @a |\n[[fever pc|hot]]", 1, "pc is not one of"),
        ("## none @a |\n[[fever pcx|hot]]", 1, "pcx is not one of"),
    ],
)
def test_what_cannot_be_read_is_named_by_line(text: str, line: int, reason: str) -> None:
    _, [slip] = read_notes(text)
    assert slip.line == line
    assert reason in slip.reason


def test_notes_from_windows_are_read() -> None:
    [note], slips = read_notes("\ufeff## none @a | Hi\r\nall fine\r\n")
    assert (note.row.title, note.row.body, slips) == ("Hi", "all fine", [])


@pytest.mark.parametrize(
    "change",
    [
        {"body": "My gums bleed [[ here", "findings": ()},
        {"body": "fine\n## none @a | x", "findings": ()},
        {"body": " fine", "findings": ()},
        {"title": "two\nlines", "findings": ()},
        {"author": "two words"},
        {"body": "not there"},
        {"body": "gums bleed x", "findings": (Mark("gums bleed", "fever"), Mark("bleed x", "fever"))},
        {"findings": (Mark("gums bleed", "fever", "denied"),)},
        {"findings": (Mark("", "fever"),)},
    ],
)
def test_a_row_that_would_not_come_back_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(NotesError):
        write_notes([replace(JUNE, **change)])  # type: ignore[arg-type]


PLAIN = st.text(alphabet="ab ,|#é\n", max_size=6)
WORDS = st.text(alphabet="ab", min_size=1, max_size=3)
OPENINGS = st.sampled_from(["[[fever|", "[[chest_pain aca|", "[[seizure hco!|", "[[fever ppd|"])
MARKED = st.recursive(
    WORDS,
    lambda inner: st.tuples(OPENINGS, st.lists(inner, min_size=1, max_size=3)).map(
        lambda pair: f"{pair[0]}{' '.join(pair[1])}]]"
    ),
    max_leaves=6,
)
TEXTS = st.lists(st.one_of(PLAIN, MARKED), max_size=6).map("".join)
LEVELS = st.lists(st.sampled_from(list(Level)), min_size=1, max_size=3, unique=True)


@st.composite
def rows(draw: st.DrawFn) -> Row:
    title, in_title = read_marks(draw(TEXTS).replace("\n", " ").strip())
    body, in_body = read_marks(draw(TEXTS).replace("\n#", "\n").strip())
    levels = draw(LEVELS)
    group, axis = draw(st.sampled_from([("", ""), ("g1", "time")]))
    ruling = draw(st.sampled_from(["", "4"]))
    accept = tuple(sorted(levels))
    return Row("", "june", title, body, levels[0], accept, (*in_title, *in_body), group, axis, ruling)


@given(st.lists(rows(), max_size=3))
def test_rows_come_back_from_notes_as_they_were(given_rows: list[Row]) -> None:
    notes, slips = read_notes(write_notes(given_rows))
    assert slips == []
    assert [note.row for note in notes] == given_rows


@given(st.text(alphabet="[]|#!~@ ab\n"))
def test_any_text_is_read_or_named(text: str) -> None:
    notes, slips = read_notes(text)
    headers = sum(line.startswith("## ") for line in text.split("\n"))
    assert headers <= len(notes) + len(slips) <= headers + 1
    assert all(mark.quote in note.row.text for note in notes for mark in marks_of(note.row))


def marks_of(row: Row) -> Iterator[Mark]:
    yield from row.findings
