"""Chooses, on the dev split, from which probability a level is given.

RUBRIC states the costs: a missed emergency is far worse than a false card, and too many false cards teach
people to ignore them. So each limit is the highest that still finds the wanted share of the posts at its
level: whatever precision that leaves is what the model can give.
"""

from collections.abc import Sequence

import numpy as np

from moderation.cases import Case
from moderation.findings import Level
from moderation.learned.model import Limits
from moderation.learned.network import Floats

# The shares to find, of the posts at or above a level (issue 3, row "aim").
WANTED = {Level.CRISIS: 0.95, Level.EMERGENCY: 0.93, Level.URGENT: 0.95, Level.INFO: 0.95}
# Of the posts that need a notice, as many should at least reach a moderator.
WANTED_LOOKS = 0.985
LOWEST, HIGHEST = 0.05, 0.6


def choose_limits(cases: Sequence[Case], reach: Floats) -> Limits:
    """Limits from labelled posts and their probabilities, `reach` of shape (posts, levels)."""
    limits = {level: _limit(cases, reach[:, level], level, wanted) for level, wanted in WANTED.items()}
    return Limits(
        crisis=limits[Level.CRISIS],
        emergency=limits[Level.EMERGENCY],
        urgent=limits[Level.URGENT],
        info=limits[Level.INFO],
        second_look=_limit(cases, reach[:, Level.URGENT], Level.URGENT, WANTED_LOOKS),
    )


def _limit(cases: Sequence[Case], reach: Floats, level: Level, wanted: float) -> float:
    """The highest probability that `wanted` of the posts at this level or above still reach."""
    needed = [value for case, value in zip(cases, reach, strict=True) if min(case.accept) >= level]
    if not needed:
        return HIGHEST
    limit = float(np.quantile(needed, 1 - wanted))
    return round(min(max(limit, LOWEST), HIGHEST), 3)
