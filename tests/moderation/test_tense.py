import pytest

from moderation.reading import read
from moderation.scope import scope_of
from moderation.tense import is_present, tense
from tests.marking import mark, mark_all


@pytest.mark.parametrize(
    "text, expected",
    [
        ("I went home and fainted", "past"),
        ("my gums are red", "present"),
        ("I cough blood", "present"),
        ("they said it is fine", "mixed"),
        ("platelets 40", ""),
        ("I am tired and worried", "present"),
    ],
)
def test_tense_of_a_stretch(text: str, expected: str) -> None:
    reading = read(mark_all(text))
    assert tense(reading, 0, len(reading.words)) == expected


def test_only_the_clause_of_the_finding_counts() -> None:
    assert not is_present(scope_of(mark("I [fainted] on the stairs but now I am fine")))
