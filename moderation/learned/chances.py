"""Several opinions about a post as one chance of each level, and chances as a level."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from moderation.findings import Level
from moderation.learned.limits import Limits
from moderation.learned.network import Floats

# No opinion counts as surer than this, so that one alone cannot overrule any other.
DOUBT = 1e-3
# How much each reader's opinion counts: networks, word counts, the gravest sentence, the gravest finding. Set
# by hand: a regression over dev would trust those most that know how writers of a corpus write, and they are
# the ones that fail with strangers (decision 0014).
WEIGHTS = np.array((0.5, 1.0, 1.0, 1.0), dtype=np.float32)
# That a post has no finding of the rules makes a notice less likely; it does not rule one out.
NOWHERE = np.float32(0.05)
# A notice rests on words: unless a sentence or a finding looks at least so much like a sign, the manner of
# the post alone makes it no likelier than UNBACKED, which no limit is under.
BACKED, UNBACKED = np.float32(0.1), np.float32(0.05)
PLACES = slice(2, 4)
"""The readers that judge single places."""
LEVELS = (Level.INFO, Level.URGENT, Level.EMERGENCY, Level.CRISIS)
# A narrow window sees little around it, so that only a firm answer about it outweighs its part. From dev.
FIRM = np.float32(0.98)


def log_odds(chances: Floats) -> Floats:
    kept = np.clip(chances, DOUBT, 1 - DOUBT)
    odds: Floats = np.log(kept / (1 - kept))
    return odds


def chances_of(odds: Floats) -> Floats:
    """The chances, (rows, levels), that belong to log odds; never rising from level to level."""
    falling: Floats = np.minimum.accumulate(1 / (1 + np.exp(-odds)), axis=1).astype(np.float32)
    return falling


class Opinions(NamedTuple):
    """Chances of each level above none, as each reader sees them: (rows, readers, levels)."""

    of_parts: Floats
    of_windows: Floats
    """Of the narrow windows in the parts."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """Makes the sum of opinions an honest chance, level by level: `slopes` and `bias` of shape (levels,),
    fitted on dev."""

    slopes: Floats
    bias: Floats

    def reach(self, opinions: Floats) -> Floats:
        """The chance of each level or above, (rows, levels with none), for `opinions` of shape (rows,
        readers, levels)."""
        chances = chances_of(add_up(opinions) * self.slopes + self.bias)
        notice = LEVELS.index(Level.URGENT)
        unbacked = opinions[:, PLACES, notice].max(axis=1) < BACKED
        chances[unbacked, notice:] = np.minimum(chances[unbacked, notice:], UNBACKED)
        return np.concatenate([np.ones((len(chances), 1), dtype=np.float32), chances], axis=1)

    def settle(self, opinions: Opinions) -> Floats:
        """The chance of each level or above: in the gravest part, or in a window that is surer than that."""
        of_parts, of_windows = (self.reach(rows).max(axis=0) for rows in opinions)
        gravest: Floats = np.maximum(of_parts, np.where(of_windows >= FIRM, of_windows, 0))
        return gravest


def add_up(opinions: Floats) -> Floats:
    """The log odds of all readers, each by its weight: (rows, levels) from (rows, readers, levels)."""
    total: Floats = np.einsum("r,nrk->nk", WEIGHTS, log_odds(opinions))
    return total


def give_levels(reach: Floats, limits: Limits) -> list[int]:
    """For each row of `reach` the highest level that is likely enough: unsure between two, the graver one
    (RUBRIC 3)."""
    levels = np.zeros(len(reach), dtype=np.int64)
    for level in LEVELS:
        levels[reach[:, level] >= getattr(limits, level.word)] = level
    given: list[int] = levels.tolist()
    return given
