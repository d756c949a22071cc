"""A second opinion from plain word counts: which words and pairs of neighbours a post has, weighed by rarity.

It knows nothing of order or of the rules, and so errs on other posts than the networks do.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from moderation.findings import Level
from moderation.learned.network import Floats

BUCKETS = 2**18
LEVELS = (Level.INFO, Level.URGENT, Level.EMERGENCY, Level.CRISIS)


@dataclass(frozen=True, slots=True)
class WordCounts:
    """Logistic regressions, each for "this level or above": `weights` (levels, BUCKETS), `bias` (levels,).

    `rarity` (BUCKETS,) is the inverse document frequency in the train split, 0 for what one post alone has.
    """

    weights: Floats
    bias: Floats
    rarity: Floats

    def reach(self, words: Sequence[str]) -> Floats:
        """The chance of each level or above, from `Level.NONE` (always 1) up, never rising."""
        buckets, values = weigh(words, self.rarity)
        scores = self.weights[:, buckets] @ values + self.bias
        chances = np.concatenate([[1.0], 1 / (1 + np.exp(-scores))])
        falling: Floats = np.minimum.accumulate(chances).astype(np.float32)
        return falling


def weigh(words: Sequence[str], rarity: Floats) -> tuple[NDArray[np.int64], Floats]:
    """The buckets that a text fills and their weights, scaled to length 1 (TF-IDF, logarithmic counts)."""
    counts = bucket_counts(words)
    buckets = np.fromiter(counts, dtype=np.int64, count=len(counts))
    values = np.array([1 + log(count) for count in counts.values()], dtype=np.float32) * rarity[buckets]
    length = sqrt(float(values @ values)) or 1.0
    return buckets, values / np.float32(length)


def bucket_counts(words: Sequence[str]) -> Counter[int]:
    """How often each bucket's word or pair of words stands in a text."""
    pairs = (f"{first} {second}" for first, second in zip(words, words[1:], strict=False))
    return Counter(crc32(gram.encode()) % BUCKETS for gram in (*words, *pairs))
