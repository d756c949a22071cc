import pytest

from moderation.reading import read, read_heading, span_words
from tests.marking import mark, mark_all


def clauses(text: str) -> list[str]:
    reading = read(mark_all(text))
    return [" ".join(reading.words.texts[first:last]) for first, last in reading.clauses]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("no fever but coughing blood", ["no fever", "but coughing blood"]),
        ("no fever, i have a rash", ["no fever", ", i have a rash"]),
        ("no fever, rash or dots", ["no fever , rash or dots"]),
        ("chest pain: no", ["chest pain", ": no"]),
        ("he is fine and he cant lift it", ["he is fine", "and he cant lift it"]),
    ],
)
def test_clauses_end_at_stops_and_new_subjects(text: str, expected: list[str]) -> None:
    assert clauses(text) == expected


def test_a_reading_is_made_once_per_doc() -> None:
    doc = mark_all("my gums bleed")
    assert read(doc) is read(doc)


def test_the_words_of_a_finding() -> None:
    assert span_words(mark("my [gums bleed] again")) == (1, 3)


def test_the_heading_is_read_by_itself() -> None:
    doc = mark_all("text", heading="My son")
    assert "<kin>" in read_heading(doc).classes
    assert "<kin>" not in read(doc).classes


def test_cues_of_several_groups_are_found_in_reading_order() -> None:
    reading = read(mark_all("yesterday my mum and now me, no fever today"))
    named = [cue.group.id for cue in reading.find(0, len(reading.words), "now", "recent", "no_such_group")]
    assert sorted(set(named)) == ["now", "recent"]
    cues = reading.find(0, len(reading.words), "now", "recent")
    assert [cue.first for cue in cues] == sorted(cue.first for cue in cues)
    assert reading.find(0, len(reading.words), "no_such_group") == []
