"""Trains the word counts with scikit-learn, which only training needs."""

from collections.abc import Sequence

import numpy as np

from moderation.learned.chances import LEVELS
from moderation.learned.counts import WordCounts, find_rarity, weigh

# The inverse strength of the regularisation, chosen on dev.
FREEDOM = 30.0


def train_counts(texts: Sequence[Sequence[str]], levels: Sequence[int]) -> WordCounts:
    """From the words of each post and its level; the same texts give the same weights."""
    # Imported here: scikit-learn is no part of a board.
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    keys, rarity = find_rarity(texts)
    rows = [weigh(words, keys, rarity) for words in texts]
    ends = np.cumsum([0, *(len(places) for places, _ in rows)])
    matrix = csr_matrix(
        (
            np.concatenate([values for _, values in rows]),
            np.concatenate([places for places, _ in rows]),
            ends,
        ),
        shape=(len(texts), len(keys)),
    )
    fitted = [
        LogisticRegression(C=FREEDOM, solver="liblinear", random_state=0).fit(
            matrix, np.array(levels) >= level
        )
        for level in LEVELS
    ]
    return WordCounts(
        keys=keys,
        weights=np.concatenate([model.coef_ for model in fitted]).astype(np.float32),
        bias=np.concatenate([model.intercept_ for model in fitted]).astype(np.float32),
        rarity=rarity,
    )
