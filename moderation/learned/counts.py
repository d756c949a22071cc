"""A second opinion from plain word counts: which words and short runs of words a post has, weighed by rarity.

It knows nothing of the rules, and so errs on other posts than the networks do.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from moderation.learned.network import Floats

LONGEST_RUN = 3
Keys = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class WordCounts:
    """Logistic regressions, each for "this level or above", over the runs of words that training has kept.

    `keys` (runs,) holds their hashes in rising order, `weights` (levels, runs) and `bias` (levels,) the
    regressions, `rarity` (runs,) the inverse document frequency in the train split.
    """

    keys: Keys
    weights: Floats
    bias: Floats
    rarity: Floats

    def reach(self, words: Sequence[str]) -> Floats:
        """The chance of each level or above, from `Level.NONE` (always 1) up, never rising."""
        places, values = weigh(words, self.keys, self.rarity)
        scores = self.weights[:, places] @ values + self.bias
        chances = np.concatenate([[1.0], 1 / (1 + np.exp(-scores))])
        falling: Floats = np.minimum.accumulate(chances).astype(np.float32)
        return falling


def weigh(words: Sequence[str], keys: Keys, rarity: Floats) -> tuple[NDArray[np.int64], Floats]:
    """The places in `keys` of the runs in a text, and their weights (TF-IDF, log counts, length 1)."""
    counts = count_runs(words)
    found = np.fromiter(counts, dtype=np.uint32, count=len(counts))
    places, known = look_up(found, keys)
    often = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))[known]
    values = (1 + np.log(often)) * rarity[places[known]]
    length = sqrt(float(values @ values)) or 1.0
    return places[known], (values / np.float32(length)).astype(np.float32)


def look_up(hashes: Keys, keys: Keys) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Where each hash stands or would stand in `keys`, which rise, and whether it is there."""
    places = np.minimum(np.searchsorted(keys, hashes), max(len(keys) - 1, 0))
    return places, keys[places] == hashes if len(keys) else np.zeros(len(hashes), dtype=bool)


def count_runs(words: Sequence[str]) -> Counter[int]:
    """How often each run of one to `LONGEST_RUN` words stands in a text, by its hash."""
    return Counter(
        crc32(" ".join(words[start : start + length]).encode())
        for length in range(1, LONGEST_RUN + 1)
        for start in range(len(words) - length + 1)
    )


def find_rarity(texts: Sequence[Sequence[str]]) -> tuple[Keys, Floats]:
    """The runs that stand in more than one text, as hashes in rising order, with their rarity."""
    seen: Counter[int] = Counter()
    for words in texts:
        seen.update(count_runs(words).keys())
    kept = sorted(key for key, posts in seen.items() if posts > 1)
    rarity = [log((1 + len(texts)) / (1 + seen[key])) + 1 for key in kept]
    return np.array(kept, dtype=np.uint32), np.array(rarity, dtype=np.float32)
