"""Makes the model's chances honest on the dev split, and chooses from which chance a level is given.

First a regression learns what the sum of the opinions means (`Weighing`), so that of a hundred posts with a
chance of 30 in 100 about thirty are meant. Then the limits are those that would cost least if the chances
were true: to count what went wrong on dev instead hangs on a few posts, and serves other authors worse.

RUBRIC and issue 3 state the costs in words: a missed emergency is far worse than a false card, and too many
false cards teach people to ignore them. `COSTS` puts them in figures, as multiples of a wasted second look.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace

import numpy as np

from moderation.cases import Case
from moderation.findings import Level
from moderation.learned.chances import LEVELS, Weighing, add_up, give_levels
from moderation.learned.limits import Limits
from moderation.learned.network import Floats

# COSTS[truth][given], in the order of the levels: none, info, urgent, emergency, crisis.
COSTS = np.array(
    (
        (0.0, 0.5, 4.0, 5.0, 5.0),
        (0.5, 0.0, 4.0, 5.0, 5.0),
        (5.0, 5.0, 0.0, 1.0, 4.0),
        (20.0, 20.0, 10.0, 0.0, 3.0),
        (50.0, 50.0, 30.0, 15.0, 0.0),
    )
)
CHOICES = tuple(round(0.06 + 0.01 * step, 2) for step in range(75))
START = Limits(crisis=0.4, emergency=0.4, urgent=0.4, info=0.4, second_look=0.2)
ROUNDS = 4
# Next to no regularisation: two numbers for thousands of posts.
FREEDOM = 1e4
# Of the posts that need a notice, as many should at least reach a moderator.
WANTED_LOOKS = 0.985
LOWEST_LOOK = 0.05


def fit_weighing(opinions: Floats, levels: Sequence[int]) -> Weighing:
    """What the sum of opinions means, from those about labelled posts of every level, (posts, readers,
    levels). Fitted level by level, as Platt does (Advances in Large Margin Classifiers, 1999)."""
    # Imported here: scikit-learn is no part of a board.
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    if set(levels) != set(Level):
        raise ValueError("dev needs posts of every level")
    sums = add_up(opinions)
    fitted = [
        LogisticRegression(C=FREEDOM).fit(sums[:, [place]], np.array(levels) >= level)
        for place, level in enumerate(LEVELS)
    ]
    parts = ([model.coef_[0, 0] for model in fitted], [model.intercept_[0] for model in fitted])
    # As precise as they will be stored, so that the limits are chosen for what is read back.
    return Weighing(*(np.array(part, dtype=np.float16).astype(np.float32) for part in parts))


def choose_limits(cases: Sequence[Case], reach: Floats) -> Limits:
    """Limits from labelled posts and their chances, `reach` of shape (posts, levels)."""
    limits, costs = START, expected_costs(reach)
    for _ in range(ROUNDS):
        for level in (Level.URGENT, Level.EMERGENCY, Level.CRISIS, Level.INFO):
            limits = min(_with_each(limits, level), key=lambda one: cost(costs, give_levels(reach, one)))
    return replace(limits, second_look=_look_limit(cases, reach, limits))


def expected_costs(reach: Floats) -> Floats:
    """What each level would cost for each post, if the chances are true; (posts, levels)."""
    chances = reach - np.append(reach[:, 1:], np.zeros((len(reach), 1)), axis=1)
    costs: Floats = chances @ COSTS
    return costs


def cost(costs: Floats, given: Sequence[int]) -> float:
    return float(costs[np.arange(len(costs)), given].sum())


def _with_each(limits: Limits, level: Level) -> Iterator[Limits]:
    # The one that stands now comes first, so that a tie changes nothing.
    yield limits
    yield from (Limits(**(asdict(limits) | {level.word: choice})) for choice in CHOICES)


def _look_limit(cases: Sequence[Case], reach: Floats, limits: Limits) -> float:
    """The highest probability that almost all posts that need a notice reach."""
    needed = [row[Level.URGENT] for case, row in zip(cases, reach, strict=True) if case.level >= Level.URGENT]
    if not needed:
        return min(START.second_look, limits.urgent)
    limit = float(np.quantile(needed, 1 - WANTED_LOOKS))
    return round(min(max(limit, LOWEST_LOOK), limits.urgent), 3)
