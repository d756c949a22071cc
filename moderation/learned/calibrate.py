"""Chooses, on the dev split, from which probability a level is given: what would have cost least there.

RUBRIC and issue 3 state the costs in words: a missed emergency is far worse than a false card, and too many
false cards teach people to ignore them. `COSTS` puts them in figures, as multiples of a wasted second look.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace

import numpy as np

from moderation.cases import Case
from moderation.findings import Level
from moderation.learned.limits import Limits
from moderation.learned.model import give_levels
from moderation.learned.network import Floats

# COSTS[truth][given], in the order of the levels: none, info, urgent, emergency, crisis.
COSTS = (
    (0.0, 0.5, 4.0, 5.0, 5.0),
    (0.5, 0.0, 4.0, 5.0, 5.0),
    (5.0, 5.0, 0.0, 1.0, 2.0),
    (14.0, 14.0, 6.0, 0.0, 1.0),
    (14.0, 14.0, 6.0, 3.0, 0.0),
)
CHOICES = tuple(round(0.05 + 0.01 * step, 2) for step in range(76))
START = Limits(crisis=0.4, emergency=0.4, urgent=0.4, info=0.4, second_look=0.2)
ROUNDS = 4
# Of the posts that need a notice, as many should at least reach a moderator.
WANTED_LOOKS = 0.985
LOWEST_LOOK = 0.05


def choose_limits(cases: Sequence[Case], reach: Floats) -> Limits:
    """Limits from labelled posts and their probabilities, `reach` of shape (posts, levels)."""
    limits = START
    for _ in range(ROUNDS):
        for level in (Level.URGENT, Level.EMERGENCY, Level.CRISIS, Level.INFO):
            limits = min(_with_each(limits, level), key=lambda one: cost(cases, give_levels(reach, one)))
    return replace(limits, second_look=_look_limit(cases, reach, limits))


def _with_each(limits: Limits, level: Level) -> Iterator[Limits]:
    # The one that stands now comes first, so that a tie changes nothing.
    yield limits
    yield from (Limits(**(asdict(limits) | {level.word: choice})) for choice in CHOICES)


def cost(cases: Sequence[Case], given: Sequence[int]) -> float:
    """What these levels cost; a level that a careful nurse could defend costs nothing."""
    return sum(
        0 if level in case.accept else COSTS[case.level][level]
        for case, level in zip(cases, given, strict=True)
    )


def _look_limit(cases: Sequence[Case], reach: Floats, limits: Limits) -> float:
    """The highest probability that almost all posts that need a notice reach."""
    needed = [row[Level.URGENT] for case, row in zip(cases, reach, strict=True) if case.level >= Level.URGENT]
    if not needed:
        return START.second_look
    limit = float(np.quantile(needed, 1 - WANTED_LOOKS))
    return round(min(max(limit, LOWEST_LOOK), limits.urgent), 3)
