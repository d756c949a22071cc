"""Two texts as one: what stayed, came and went, and nothing lost."""

import random

import pytest

from forum.review import word_diff as module
from forum.review.word_diff import Change, word_diff


def test_words_that_came_and_went_are_told_apart():
    assert word_diff("My gums bled today.", "My gums bled yesterday.") == [
        Change("same", "My gums bled "), Change("del", "today."), Change("ins", "yesterday."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "before, after", [("", ""), ("", "new"), ("old", ""), ("a b", "a b"), ("a  b\n", "a b")]
)
def test_edges(before, after):
    check(before, after)


def check(before, after):
    changes = word_diff(before, after)
    assert "".join(c.text for c in changes if c.kind != "ins") == before
    assert "".join(c.text for c in changes if c.kind != "del") == after


def test_both_texts_can_be_put_together_again():
    chance = random.Random(5)
    for _ in range(200):
        check(
            *(
                "".join(chance.choices(["one", "two", " ", "\n", "é"], k=chance.randrange(30)))
                for _ in range(2)
            )
        )


def test_long_texts_that_differ_everywhere_are_shown_one_after_the_other(monkeypatch):
    monkeypatch.setattr(module, "MOST_PAIRS", 10)
    before, after = "a b c d e", "f g h i j"
    assert [c.kind for c in word_diff(before, after)] == ["del", "ins"]
