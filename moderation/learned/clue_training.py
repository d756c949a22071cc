"""Trains the regressions over clues with scikit-learn, which only training needs."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any
from zlib import crc32

import numpy as np

from moderation.learned.chances import LEVELS, log_odds
from moderation.learned.clues import ClueWeights, weigh_clues
from moderation.learned.encode import Encoded
from moderation.learned.examples import Example
from moderation.learned.places import Place

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
    places_by_clue = _matrix(rows, len(keys))
    fitted = [_fit(places_by_clue, levels >= level) for level in LEVELS]
    weights, bias = (np.array(parts, dtype=np.float32) for parts in zip(*fitted, strict=True))
    return ClueWeights(keys=keys, weights=weights, bias=bias)


def _matrix(rows: Sequence[tuple[Any, Any]], width: int) -> Any:
    # Imported here: what only training needs is no part of a board.
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

    where, values = ([row[part] for row in rows] for part in (0, 1))
    ends = np.cumsum([0, *map(len, where)])
    return csr_matrix((np.concatenate(values), np.concatenate(where), ends), shape=(len(rows), width))


def _fit(places: Any, is_level: Any) -> tuple[Any, float]:
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    if is_level.all() or not is_level.any():  # a small corpus may lack a level
        return np.zeros(places.shape[1]), float(log_odds(is_level.mean()))
    model = LogisticRegression(C=FREEDOM, solver="liblinear", random_state=0).fit(places, is_level)
    return model.coef_[0], float(model.intercept_[0])


def _labelled(
    posts: Sequence[Encoded], examples: Sequence[Example], find: Callable[[Encoded], list[Place]]
) -> tuple[list[Place], Any]:
    """All places, and the gravest level that a mark gives to one of its words."""
    places: list[Place] = []
    levels: list[int] = []
    for post, example in zip(posts, examples, strict=True):
        for place in find(post):
            # Word classes are the levels moved up by one (see `network`).
            classes = example.words[slice(*place.rows)]
            places.append(place)
            levels.append(max(int(classes.max(initial=0)) - 1, 0))
    return places, np.array(levels)
