import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.learned.words import split


@pytest.mark.parametrize(
    "text, words",
    [
        ("can't breathe", ["cant", "breathe"]),
        ("plt 14, then 140", ["plt", "<<20>", ",", "then", "<100>"]),
        ("39,4 and 39.1", ["<39.x>", "and", "<39.x>"]),
        ("39 or 40", ["<39>", "or", "<40>"]),
        ("in 2016", ["in", "<year>"]),
        ("14,000", ["<1000s>"]),
        ("ow \U0001f62d it hurts \u2764", ["ow", "it", "hurts"]),
        ("", []),
    ],
)
def test_words_and_sizes(text: str, words: list[str]) -> None:
    assert [word.text for word in split(text)] == words


@given(st.text(max_size=200))
def test_words_lie_in_the_text_in_order(text: str) -> None:
    words = split(text)
    assert all(text[word.start : word.end] for word in words)
    assert all(first.end <= second.start for first, second in zip(words, words[1:], strict=False))
