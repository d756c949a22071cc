"""Trains the word counts."""

from collections.abc import Sequence

from moderation.learned.counts import WordCounts, find_rarity, weigh
from moderation.learned.regressions import fit_levels

# The inverse strength of the regularisation, chosen on dev.
FREEDOM = 30.0


def train_counts(texts: Sequence[Sequence[str]], levels: Sequence[int]) -> WordCounts:
    """From the words of each post and its level; the same texts give the same weights."""
    keys, rarity = find_rarity(texts)
    rows = [weigh(words, keys, rarity) for words in texts]
    return WordCounts(keys, *fit_levels(rows, len(keys), levels, FREEDOM), rarity)
