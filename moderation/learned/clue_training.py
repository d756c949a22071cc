"""Trains the regressions over clues."""

from collections import Counter
from collections.abc import Callable, Sequence
from zlib import crc32

import numpy as np

from moderation.learned.clues import ClueWeights, weigh_clues
from moderation.learned.encode import Encoded
from moderation.learned.examples import Example
from moderation.learned.places import Place
from moderation.learned.regressions import fit_levels

# The inverse strength of the regularisation, chosen on dev.
FREEDOM = 4.0
# A clue that stands at fewer places says nothing of strangers, and only makes the model larger.
FEWEST = 3


def train_clues(
    posts: Sequence[Encoded], examples: Sequence[Example], find: Callable[[Encoded], list[Place]]
) -> ClueWeights:
    """From the places of posts and the classes of their words; the same posts give the same weights."""
    places, levels = _labelled(posts, examples, find)
    seen = Counter(crc32(clue.encode()) for place in places for clue in place.clues)
    keys = np.array(sorted(key for key, often in seen.items() if often >= FEWEST), dtype=np.uint32)
    rows = [weigh_clues(place.clues, keys) for place in places]
    return ClueWeights(keys, *fit_levels(rows, len(keys), levels, FREEDOM))


def _labelled(
    posts: Sequence[Encoded], examples: Sequence[Example], find: Callable[[Encoded], list[Place]]
) -> tuple[list[Place], list[int]]:
    """All places, and the gravest level that a mark gives to one of its words."""
    places: list[Place] = []
    levels: list[int] = []
    for post, example in zip(posts, examples, strict=True):
        for place in find(post):
            # Word classes are the levels moved up by one (see `network`).
            classes = example.words[slice(*place.rows)]
            places.append(place)
            levels.append(max(int(classes.max(initial=0)) - 1, 0))
    return places, levels
