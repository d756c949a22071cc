"""Regressions over clues: what they learn from marked places, and how the gravest place is found."""

import numpy as np
import pytest

from moderation.learned.chances import NOWHERE
from moderation.learned.clue_training import FEWEST, train_clues
from moderation.learned.clues import ClueWeights, Judged, weigh_clues
from moderation.learned.encode import encode
from moderation.learned.examples import NO_SIGN, Example
from moderation.learned.places import Place, sentence_places
from moderation.screener import Screener

SIGN, QUIET = "my gums bleed a lot", "we went to the sea"
NO_CLUES = ClueWeights(
    np.zeros(0, dtype=np.uint32), np.zeros((4, 0), dtype=np.float32), np.zeros(4, dtype=np.float32)
)


@pytest.fixture(scope="module")
def taught(screener: Screener) -> ClueWeights:
    posts = [encode(screener.read("", text)) for text in [SIGN, QUIET] * 6]
    examples = [
        Example(post.rows, np.full(len(post.rows), mark), np.full(len(post.rows), NO_SIGN), 0)
        for post, mark in zip(posts, [3, 0] * 6, strict=True)
    ]
    return train_clues(posts, examples, sentence_places)


def test_learns_the_level_of_a_marked_place(taught: ClueWeights, screener: Screener) -> None:
    judged = taught.judge(sentence_places(encode(screener.read("", f"{QUIET}. {SIGN}."))))
    quiet, sign = judged.chances
    assert sign[1] > 0.5 > quiet[1]
    assert sign[2] < 0.5, "no mark there said emergency"
    assert (np.diff(judged.chances, axis=1) <= 0).all()


def test_the_same_posts_give_the_same_weights(taught: ClueWeights, screener: Screener) -> None:
    assert (np.diff(taught.keys.astype(np.int64)) > 0).all()
    assert taught.weights.shape == (4, len(taught.keys))
    keys = np.sort(taught.keys)
    assert np.array_equal(keys, taught.keys)


def test_a_clue_of_few_places_is_not_kept(screener: Screener) -> None:
    texts = [SIGN, QUIET] * FEWEST + ["a badger sat there"]
    posts = [encode(screener.read("", text)) for text in texts]
    examples = [
        Example(post.rows, np.zeros(len(post.rows), dtype=int), np.full(len(post.rows), NO_SIGN), 0)
        for post in posts
    ]
    weights = train_clues(posts, examples, sentence_places)
    assert len(weigh_clues({"badger": 1.0}, weights.keys)[0]) == 0
    assert len(weigh_clues({"gums": 1.0}, weights.keys)[0]) == 1
    assert not weights.weights.any(), "without a sign there is nothing to tell apart"


def test_clues_are_brought_to_length_one() -> None:
    keys = np.sort(weigh_keys("a", "b"))
    _, values = weigh_clues({"a": 1.0, "b": 0.5, "never seen": 9.0}, keys)
    assert float(values @ values) == pytest.approx(1)
    assert weigh_clues({"a": 1.0}, NO_CLUES.keys)[0].tolist() == []


def weigh_keys(*clues: str) -> np.ndarray:
    from zlib import crc32

    return np.array([crc32(clue.encode()) for clue in clues], dtype=np.uint32)


def test_the_gravest_place_of_a_part_counts() -> None:
    chances = np.array([[0.9, 0.2, 0.1, 0.0], [0.5, 0.4, 0.3, 0.2]], dtype=np.float32)
    judged = Judged([(0, 5), (5, 9)], chances)
    assert judged.gravest((0, 9)) == pytest.approx([0.9, 0.4, 0.3, 0.2])
    assert judged.gravest((0, 5)) == pytest.approx([0.9, 0.2, 0.1, NOWHERE])
    assert judged.gravest((9, 12)) == pytest.approx([NOWHERE] * 4)


def test_no_place_is_judged_as_none() -> None:
    assert NO_CLUES.judge([]).chances.shape == (0, 4)
    assert NO_CLUES.judge([Place((0, 2), {})]).chances == pytest.approx(np.full((1, 4), 0.5))
