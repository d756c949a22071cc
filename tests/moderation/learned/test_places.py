"""Single places of a post: sentences and findings in rows, and the clues there."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.learned.encode import Encoded, encode
from moderation.learned.places import BESIDE, FAR, NEAR, finding_places, sentence_places
from moderation.screener import Screener

POST = "We had a nice day. My gums bleed since Monday. The cat is well."


@pytest.fixture
def post(screener: Screener) -> Encoded:
    return encode(screener.read("Hello all", POST))


def test_each_sentence_has_its_rows(post: Encoded) -> None:
    words = post.row_words
    sentences = [" ".join(words[slice(*rows)]) for rows in post.sentences]
    assert sentences == [
        "hello all",
        "we had a nice day .",
        "my gums bleed since monday .",
        "the cat is well .",
    ]


def test_a_sentence_is_told_by_its_runs_its_neighbours_and_what_was_found(post: Encoded) -> None:
    _, first, second, third = sentence_places(post)
    assert second.clues["gums bleed since"] == NEAR
    assert second.clues["< nice"] == second.clues["> cat"] == FAR
    assert second.clues["gum_bleeding"] == NEAR
    assert "gum_bleeding" not in first.clues and "> gums" in first.clues and "< gums" in third.clues


def test_a_finding_is_told_by_its_words_and_those_beside_it(post: Encoded) -> None:
    (found,) = [place for place in finding_places(post) if "gum_bleeding" in place.clues]
    assert {"M gums", "M bleed", "L nice day", "R since monday", "P cat", "level=2"} <= found.clues.keys()
    assert any(clue.startswith("present current") for clue in found.clues)


def test_words_far_from_a_finding_are_not_beside_it(screener: Screener) -> None:
    far = encode(screener.read("", "badger " + "word " * (BESIDE + 5) + "my gums bleed"))
    (found, *_) = finding_places(far)
    assert "L badger" not in found.clues and "P badger" in found.clues


def test_without_words_there_is_no_place(screener: Screener) -> None:
    empty = encode(screener.read("", ""))
    assert sentence_places(empty) == finding_places(empty) == []


@given(st.data())
def test_a_part_holds_what_touches_it(screener: Screener, data: st.DataObject) -> None:
    whole = encode(screener.read("Hello all", POST))
    first = data.draw(st.integers(0, len(whole.rows)))
    last = data.draw(st.integers(first, len(whole.rows)))
    part = whole.part(first, last)
    assert np.array_equal(part.rows, whole.rows[first:last])
    assert all(0 <= start < end <= last - first for start, end in part.sentences)
    assert part.row_words == whole.row_words[first:last]
    cut = [found.rows for found in whole.findings if found.rows[0] < last and first < found.rows[1]]
    assert [found.rows for found in part.findings] == [
        (max(start, first) - first, min(end, last) - first) for start, end in cut if first < last
    ]
