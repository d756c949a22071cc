"""Two opinions about the same posts as one."""

import numpy as np

from moderation.learned.network import Floats

# No opinion counts as surer than this, so that one alone cannot overrule any other.
DOUBT = 1e-4


def halfway(first: Floats, second: Floats) -> Floats:
    """The chance halfway between two, on the scale of log odds: there a firm opinion weighs more."""
    odds = (_log_odds(first) + _log_odds(second)) / 2
    chances: Floats = (1 / (1 + np.exp(-odds))).astype(np.float32)
    return chances


def _log_odds(chances: Floats) -> Floats:
    kept = np.clip(chances, DOUBT, 1 - DOUBT)
    odds: Floats = np.log(kept / (1 - kept))
    return odds
