"""Trains the word counts with scikit-learn, which only training needs."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from moderation.learned.counts import BUCKETS, LEVELS, WordCounts, bucket_counts, weigh
from moderation.learned.network import Floats

# The inverse strength of the regularisation, chosen on dev.
FREEDOM = 8.0


def train_counts(texts: Sequence[Sequence[str]], levels: Sequence[int]) -> WordCounts:
    """From the words of each post and its level; the same texts give the same weights."""
    # Imported here: scikit-learn is no part of a board.
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    rarity = _rarity(texts)
    rows = [weigh(words, rarity) for words in texts]
    ends = np.cumsum([0, *(len(buckets) for buckets, _ in rows)])
    matrix = csr_matrix(
        (
            np.concatenate([values for _, values in rows]),
            np.concatenate([buckets for buckets, _ in rows]),
            ends,
        ),
        shape=(len(texts), BUCKETS),
    )
    fitted = [
        LogisticRegression(C=FREEDOM, solver="liblinear", random_state=0).fit(
            matrix, np.array(levels) >= level
        )
        for level in LEVELS
    ]
    return WordCounts(
        weights=np.concatenate([model.coef_ for model in fitted]).astype(np.float32),
        bias=np.concatenate([model.intercept_ for model in fitted]).astype(np.float32),
        rarity=rarity,
    )


def _rarity(texts: Sequence[Sequence[str]]) -> Floats:
    seen: Counter[int] = Counter()
    for words in texts:
        seen.update(set(bucket_counts(words)))
    rarity = np.zeros(BUCKETS, dtype=np.float32)
    for bucket, posts in seen.items():
        if posts > 1:
            rarity[bucket] = np.log((1 + len(texts)) / (1 + posts)) + 1
    return rarity
