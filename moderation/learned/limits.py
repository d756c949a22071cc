"""The limits of the learned model: from which probability it gives a level. Loads one small file."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "model"
CARD = "model.json"


@dataclass(frozen=True, slots=True)
class Limits:
    """Probabilities from which a level is given (RUBRIC: a missed emergency costs most); chosen on dev.

    ``second_look``: from here on a post without a notice is shown to a moderator.
    """

    crisis: float
    emergency: float
    urgent: float
    info: float
    second_look: float


LIMIT_NAMES = tuple(Limits.__dataclass_fields__)


def shipped_limits() -> dict[str, float]:
    """The limits of the shipped model by name, for pages that propose others."""
    return asdict(Limits(**json.loads((FOLDER / CARD).read_text(encoding="utf-8"))["limits"]))
