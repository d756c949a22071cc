import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.words import split_words


@pytest.mark.parametrize(
    "text, expected",
    [
        ("don't can't", ("dont", "cant")),
        ("day-3 bruises", ("day", "3", "bruises")),
        ("no - chest pain", ("no", "-", "chest", "pain")),
        ("38.4 c, 1,140", ("38.4", "c", ",", "1,140")),
        ("in '03 and '98", ("in", "2003", "and", "1998")),
        ("one\ntwo", ("one", "\n", "two")),
    ],
)
def test_words_are_what_people_wrote(text: str, expected: tuple[str, ...]) -> None:
    assert split_words(text).texts == expected


def test_offsets_point_at_the_written_word() -> None:
    text = "it isn't day-3"
    words = split_words(text)
    assert [text[start:end] for start, end in zip(words.starts, words.ends, strict=True)] == [
        "it",
        "isn't",
        "day",
        "3",
    ]


def test_between_finds_the_words_of_a_range_of_characters() -> None:
    words = split_words("my gums have bled today")
    assert words.between(3, 17) == (1, 4)
    assert words.between(4, 6) == (1, 1) or words.between(4, 6) == (1, 2)


@given(st.text(max_size=60))
def test_offsets_never_leave_the_text(text: str) -> None:
    words = split_words(text.lower())
    assert all(
        0 <= start < end <= len(text.lower()) for start, end in zip(words.starts, words.ends, strict=True)
    )
