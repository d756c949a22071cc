"""What the clues of one place say: logistic regressions, each for "this level or above"."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from moderation.learned.chances import LEVELS, NOWHERE, chances_of
from moderation.learned.counts import Keys, look_up
from moderation.learned.network import Floats
from moderation.learned.places import Clues, Place
from moderation.learned.windows import Window


@dataclass(frozen=True, slots=True)
class ClueWeights:
    """`keys` (clues,) are the hashes of the clues that training has kept, in rising order; `weights`
    (levels, clues) and `bias` (levels,) the regressions."""

    keys: Keys
    weights: Floats
    bias: Floats

    def judge(self, places: Sequence[Place]) -> "Judged":
        """The chance of each level or above at each place, never rising."""
        scores = np.array([self._score(place.clues) for place in places], dtype=np.float32)
        return Judged([place.rows for place in places], chances_of(scores.reshape(-1, len(LEVELS))))

    def _score(self, clues: Clues) -> Floats:
        where, values = weigh_clues(clues, self.keys)
        score: Floats = self.weights[:, where] @ values + self.bias
        return score


@dataclass(frozen=True, slots=True)
class Judged:
    """Places of a post, as rows, and the chances there, (places, levels)."""

    rows: Sequence[Window]
    chances: Floats

    def gravest(self, part: Window) -> Floats:
        """The highest chance of each level at a place in a part of the post, at least `NOWHERE`."""
        inside = [
            number for number, (first, last) in enumerate(self.rows) if first < part[1] and part[0] < last
        ]
        gravest: Floats = self.chances[inside].max(axis=0, initial=NOWHERE)
        return gravest


def weigh_clues(clues: Clues, keys: Keys) -> tuple[NDArray[np.int64], Floats]:
    """The places in `keys` of the clues that are kept there, and their weights, brought to length 1."""
    found = np.fromiter((crc32(clue.encode()) for clue in clues), dtype=np.uint32, count=len(clues))
    places, known = look_up(found, keys)
    values = np.fromiter(clues.values(), dtype=np.float32, count=len(clues))[known]
    length = sqrt(float(values @ values)) or 1.0
    return places[known], values / np.float32(length)
