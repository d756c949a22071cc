"""Makes the model's chances honest on the dev split, and chooses from which chance a level is given.

First a regression learns how much each opinion counts (`Weighing`), so that of a hundred posts with a chance
of 30 in 100 about thirty are meant. Then the limits are those that would cost least if the chances were true:
to count what went wrong on dev instead hangs on a few posts, and serves other authors worse (decision 0009).

RUBRIC and issue 3 state the costs in words: a missed emergency is far worse than a false card, and too many
false cards teach people to ignore them. `COSTS` puts them in figures, as multiples of a wasted second look.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace

import numpy as np

from moderation.cases import Case
from moderation.findings import Level
from moderation.learned.chances import Weighing, give_levels, log_odds
from moderation.learned.limits import Limits
from moderation.learned.network import Floats

# COSTS[truth][given], in the order of the levels: none, info, urgent, emergency, crisis.
COSTS = np.array(
    (
        (0.0, 0.5, 4.0, 5.0, 5.0),
        (0.5, 0.0, 4.0, 5.0, 5.0),
        (5.0, 5.0, 0.0, 1.0, 4.0),
        (14.0, 14.0, 6.0, 0.0, 3.0),
        (20.0, 20.0, 10.0, 6.0, 0.0),
    )
)
# The inverse strength of the regularisation, chosen by leaving authors of dev out.
FREEDOM = 2.0
CHOICES = tuple(round(0.05 + 0.01 * step, 2) for step in range(76))
START = Limits(crisis=0.4, emergency=0.4, urgent=0.4, info=0.4, second_look=0.2)
ROUNDS = 4
# Of the posts that need a notice, as many should at least reach a moderator.
WANTED_LOOKS = 0.985
LOWEST_LOOK = 0.05


def fit_weighing(opinions: Floats, levels: Sequence[int]) -> Weighing:
    """How much each opinion counts, from those about labelled posts of every level, (posts, opinions)."""
    # Imported here: scikit-learn is no part of a board.
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    if set(levels) != set(Level):
        raise ValueError("dev needs posts of every level")
    odds = log_odds(opinions)
    middle, spread = odds.mean(axis=0), odds.std(axis=0) + 1e-6
    fitted = LogisticRegression(C=FREEDOM, max_iter=5000).fit((odds - middle) / spread, levels)
    slopes = fitted.coef_ / spread
    bias = fitted.intercept_ - slopes @ middle
    # As precise as they will be stored, so that the limits are chosen for what is read back.
    return Weighing(*(part.astype(np.float16).astype(np.float32) for part in (slopes, bias)))


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
