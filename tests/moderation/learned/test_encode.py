"""Which words carry the mark of a finding."""

import pytest

from moderation.language import folded_text
from moderation.learned.encode import UNREAD, _marks
from moderation.learned.words import split
from tests.marking import mark


@pytest.mark.parametrize(
    "text, marked",
    [
        ("[my gums] bleed", ["my", "gums"]),
        ("so my [gums bleed]", ["gums", "bleed"]),
        ("my [gums], they bleed", ["gums"]),
        ("[rash]", ["rash"]),
    ],
)
def test_exactly_the_words_of_a_finding_are_marked(text: str, marked: list[str]) -> None:
    doc = mark(text).doc
    words = split(folded_text(doc))
    marks = _marks(doc, words)
    assert [word.text for word, (context, _) in zip(words, marks, strict=True) if context != UNREAD] == marked
