"""Intervals for figures that are no simple share, such as F1: authors are drawn again, not posts.

Posts of one author resemble each other; drawing single posts would promise more than we know. Below five
authors, posts are drawn all the same, and the interval speaks for posts of these authors alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from moderation.evaluate import Result
from moderation.findings import Level
from moderation.quality.slices import author_of

Counts = NDArray[np.float64]
DRAWS = 1000
SEED = 20261122
"""Fixed, so that the same posts and levels print the same page."""
FEW_AUTHORS = 5
MIDDLE_95 = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with the middle 95 % of its draws; no value where there is nothing to divide by."""

    value: float | None
    low: float = 0.0
    high: float = 1.0

    def __str__(self) -> str:
        return "–" if self.value is None else f"{self.value:.3f} ({self.low:.2f}–{self.high:.2f})"


def notice_f1(results: Sequence[Result]) -> Estimate:
    """F1 of "needs a notice"."""
    return _estimate(results, _notice_counts, _notice_f1)


def macro_f1(results: Sequence[Result]) -> Estimate:
    """The mean F1 of the levels that occur; a level that a nurse could defend counts as the true one."""
    return _estimate(results, _level_counts, _macro_f1)


def auroc(results: Sequence[Result], scores: Sequence[float]) -> Estimate:
    """How often a post that needs a notice scores above one that needs none."""
    need = np.array([result.case.level >= Level.URGENT for result in results])
    score = np.array(scores)
    members = _members(results)
    authors = np.random.default_rng(SEED).integers(0, len(members), size=(DRAWS, len(members)))
    picked = (np.concatenate([members[i] for i in drawn]) for drawn in authors)
    draws = np.array([_auroc(need[rows], score[rows]) for rows in picked])
    return _with_interval(_auroc(need, score), draws)


def _estimate(
    results: Sequence[Result],
    count: Callable[[Result], list[float]],
    figure: Callable[[Counts], Counts],
) -> Estimate:
    if not results:
        return Estimate(None)
    counts = np.array([count(result) for result in results], dtype=np.float64)
    per_author = np.array([counts[rows].sum(axis=0) for rows in _members(results)])
    times_drawn = np.random.default_rng(SEED).multinomial(
        len(per_author), [1 / len(per_author)] * len(per_author), size=DRAWS
    )
    drawn = times_drawn @ per_author
    return _with_interval(float(figure(counts.sum(axis=0)[None, :])[0]), figure(drawn))


def _members(results: Sequence[Result]) -> list[NDArray[np.int64]]:
    """The positions of each author's posts; of few authors nothing can be drawn: each post is its own."""
    authors = np.array([author_of(result.case) for result in results])
    if len(np.unique(authors)) < FEW_AUTHORS:
        return [np.array([at]) for at in range(len(results))]
    return [np.flatnonzero(authors == name) for name in np.unique(authors)]


def _with_interval(value: float, draws: Counts) -> Estimate:
    usable = draws[~np.isnan(draws)]
    if np.isnan(value) or not usable.size:
        return Estimate(None)
    low, high = np.percentile(usable, MIDDLE_95)
    return Estimate(value, float(low), float(high))


def _notice_counts(result: Result) -> list[float]:
    need, given = result.case.level >= Level.URGENT, result.screening.level >= Level.URGENT
    return [need, need and not result.is_missed, given, given and not result.is_false_alarm]


def _notice_f1(counts: Counts) -> Counts:
    need, found, given, right = counts.T
    with np.errstate(invalid="ignore"):
        recall, precision = found / need, np.where(given > 0, right / given, 0.0)
        f1: Counts = np.where(
            recall + precision > 0, 2 * recall * precision / (recall + precision), recall * 0
        )
    return f1


def _level_counts(result: Result) -> list[float]:
    given = result.screening.level
    true = given if result.is_right else result.case.level
    return [
        float(value) for level in Level for value in (true is level, given is level, true is given is level)
    ]


def _macro_f1(counts: Counts) -> Counts:
    table = counts.reshape(len(counts), len(Level), 3)
    either = table[:, :, 0] + table[:, :, 1]
    with np.errstate(invalid="ignore"):
        f1 = np.where(either > 0, 2 * table[:, :, 2] / either, np.nan)
        present = ~np.isnan(f1)
        mean: Counts = np.where(present, f1, 0.0).sum(axis=1) / present.sum(axis=1)
    return mean


def _auroc(need: NDArray[np.bool_], score: Counts) -> float:
    """From ranks, ties shared (Mann and Whitney)."""
    positives, negatives = int(need.sum()), int((~need).sum())
    if not positives or not negatives:
        return float("nan")
    _, place, counts = np.unique(score, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[place]
    return float((ranks[need].sum() - positives * (positives + 1) / 2) / (positives * negatives))
