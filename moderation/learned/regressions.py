"""Fits a logistic regression for each level with scikit-learn, which only training needs."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from moderation.learned.chances import LEVELS, log_odds
from moderation.learned.network import Floats

Row = tuple[Any, Any]
"""The places of what a text has, and their weights."""


def fit_levels(
    rows: Sequence[Row], width: int, levels: Sequence[int], freedom: float
) -> tuple[Floats, Floats]:
    """Weights (levels, width) and bias (levels,) of regressions, each for "this level or above".

    `freedom` is the inverse strength of the regularisation.
    """
    # Imported here: scikit-learn is no part of a board.
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

    where, values = ([row[part] for row in rows] for part in (0, 1))
    ends = np.cumsum([0, *map(len, where)])
    matrix = csr_matrix((np.concatenate(values), np.concatenate(where), ends), shape=(len(rows), width))
    fitted = [_fit(matrix, np.array(levels) >= level, freedom) for level in LEVELS]
    weights, bias = (np.array(parts, dtype=np.float32) for parts in zip(*fitted, strict=True))
    return weights, bias


def _fit(matrix: Any, is_level: Any, freedom: float) -> tuple[Any, float]:
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    if is_level.all() or not is_level.any():  # a small corpus may lack a level
        return np.zeros(matrix.shape[1]), float(log_odds(is_level.mean()))
    model = LogisticRegression(C=freedom, solver="liblinear", random_state=0).fit(matrix, is_level)
    return model.coef_[0], float(model.intercept_[0])
