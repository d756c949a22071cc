"""Several opinions about a post as one chance of each level, and chances as a level."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from moderation.findings import Level
from moderation.learned.limits import Limits
from moderation.learned.network import Floats, softmax

# No opinion counts as surer than this, so that one alone cannot overrule any other.
DOUBT = 1e-4
# Of the networks, of the counts, and of both about the gravest narrow window: for each level above none.
OPINIONS = 12
# A narrow window sees little around it, so that only a firm answer about it outweighs its part. From dev.
FIRM = np.float32(0.98)


def halfway(first: Floats, second: Floats) -> Floats:
    """The chance halfway between two, on the scale of log odds: there a firm opinion weighs more."""
    odds = (log_odds(first) + log_odds(second)) / 2
    chances: Floats = (1 / (1 + np.exp(-odds))).astype(np.float32)
    return chances


def log_odds(chances: Floats) -> Floats:
    kept = np.clip(chances, DOUBT, 1 - DOUBT)
    odds: Floats = np.log(kept / (1 - kept))
    return odds


class Opinions(NamedTuple):
    """Chances of each level above none, as each reader sees them: rows of OPINIONS."""

    of_parts: Floats
    of_windows: Floats
    """Of the narrow windows in the parts."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """How much each opinion counts for each level: a regression over log odds, fitted on dev.

    `slopes` (levels, OPINIONS) and `bias` (levels,).
    """

    slopes: Floats
    bias: Floats

    def reach(self, opinions: Floats) -> Floats:
        """The chance of each level or above, (posts, levels), for `opinions` of shape (posts, opinions)."""
        chances = softmax(log_odds(opinions) @ self.slopes.T + self.bias)
        falling: Floats = np.cumsum(chances[:, ::-1], axis=1)[:, ::-1].astype(np.float32)
        return falling

    def settle(self, opinions: Opinions) -> Floats:
        """The chance of each level or above: in the gravest part, or in a window that is surer than that."""
        of_parts, of_windows = (self.reach(rows).max(axis=0) for rows in opinions)
        gravest: Floats = np.maximum(of_parts, np.where(of_windows >= FIRM, of_windows, 0))
        return gravest


def give_levels(reach: Floats, limits: Limits) -> list[int]:
    """For each row of `reach` the highest level that is likely enough: unsure between two, the graver one
    (RUBRIC 3)."""
    levels = np.zeros(len(reach), dtype=np.int64)
    for level in (Level.INFO, Level.URGENT, Level.EMERGENCY, Level.CRISIS):
        levels[reach[:, level] >= getattr(limits, level.word)] = level
    given: list[int] = levels.tolist()
    return given
