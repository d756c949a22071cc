"""Word counts: runs of words that training has kept."""

import pytest

from moderation.learned.counts import count_runs, find_rarity, weigh

TEXTS = [["my", "gums", "bleed"], ["my", "gums", "are", "fine"], ["my", "cat", "sleeps"]]


def test_keeps_the_runs_of_more_than_one_text_and_the_rarer_weighs_more() -> None:
    keys, rarity = find_rarity(TEXTS)
    [my], [gums] = count_runs(["my"]), count_runs(["gums"])
    assert set(keys.tolist()) == set(count_runs(["my", "gums"]))
    weight = dict(zip(keys.tolist(), rarity.tolist(), strict=True))
    assert weight[gums] > weight[my] > 0


def test_counts_runs_of_up_to_three_words() -> None:
    assert len(count_runs(list("abcd"))) == 4 + 3 + 2
    assert sum(count_runs(list("aab")).values()) == 3 + 2 + 1


def test_a_weighed_text_has_length_one_and_strange_words_weigh_nothing() -> None:
    keys, rarity = find_rarity(TEXTS)
    places, values = weigh(["my", "gums", "glow"], keys, rarity)
    assert len(places) == 3  # my, gums, "my gums"
    assert float(values @ values) == pytest.approx(1)
    assert len(weigh(["quite", "other"], keys, rarity)[0]) == 0
    assert len(weigh([], keys, rarity)[0]) == 0


def test_without_kept_runs_nothing_is_found() -> None:
    keys, rarity = find_rarity([["one"], ["two"]])
    assert len(keys) == 0
    assert len(weigh(["one"], keys, rarity)[0]) == 0
