"""Reads posts as a careful nurse would: text in, `Screening` out. No network, no database, no web."""

import os

# Before numpy is loaded, as its library reads this once. The model's matrices are too small to share: with a
# thread for each core a post takes several times the processor time, and its last bits depend on the machine.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from moderation.errors import ModerationError, RuleError, ScreeningError
from moderation.findings import (
    Assertion,
    Experiencer,
    Finding,
    Level,
    Reason,
    Screening,
    Temporality,
)
from moderation.rules import Symptom

if TYPE_CHECKING:
    from moderation.screener import Screener

__all__ = [
    "Assertion",
    "Experiencer",
    "Finding",
    "Level",
    "ModerationError",
    "Reason",
    "RuleError",
    "Screening",
    "ScreeningError",
    "Symptom",
    "Temporality",
    "build_screener",
    "load_symptoms",
]


def build_screener(packs: Sequence[Path] = (), learned: bool = True) -> "Screener":
    """Load the general signs, those of `packs` and, if `learned`, the shipped model, once.

    Raises `RuleError` naming file, line and reason, `ModelError` for a model that cannot be loaded.
    """
    # Imported late: spaCy costs a second and 100 MB that a caller who only lists symptoms need not pay.
    from moderation.screener import build_screener as build

    return build(packs, learned)


def load_symptoms(packs: Sequence[Path] = ()) -> Sequence[Symptom]:
    """What `build_screener` would look for, without loading spaCy; raises `RuleError` just the same."""
    from moderation.rule_reader import load_rules

    return tuple(load_rules(packs).symptoms.values())
