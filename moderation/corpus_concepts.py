"""What the rule files say about the signs that the corpus marks, and what they cannot say."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from moderation.findings import Level
from moderation.rule_reader import load_rules

PLUGINS = Path(__file__).parents[1] / "plugins"
AT_TIMES_LIFE_THREATENING = {
    "bleeding_unspecified",  # heavy, or on a blood thinner
    "exertional_breathlessness",  # at rest, or suddenly
    "hlh_like",
    "low_platelets",  # under 20, or with a bleed: RUBRIC 10
    "other_serious",  # whatever a nurse would send in by ambulance
    "pneumonia_signs",  # blue, confused or fighting for breath
    "thyroid_storm_like",
    "wheezing",  # too breathless to talk
}
"""Signs that a rule file calls urgent and whose own words can make them an emergency."""
CRISIS_TOO = {"overdose_accident"}
"""Marked where it was taken by mistake; a post can leave open whether it was."""


@dataclass(frozen=True, slots=True)
class Concepts:
    """The ids that a mark may name, and those of them that carry the two highest levels."""

    known: frozenset[str]
    life_threatening: frozenset[str]
    crisis: frozenset[str]


def treatment_packs() -> list[Path]:
    """Every treatment beside this package."""
    return sorted(folder.parent for folder in PLUGINS.glob("*/symptoms") if folder.is_dir())


def read_concepts(packs: Sequence[Path]) -> Concepts:
    """The signs of the general rule files and of these packs."""
    levels = {symptom.id: symptom.level for symptom in load_rules(packs).symptoms.values()}
    crisis = {concept for concept, level in levels.items() if level is Level.CRISIS}
    emergency = {concept for concept, level in levels.items() if level is Level.EMERGENCY}
    return Concepts(
        known=frozenset(levels),
        life_threatening=frozenset(emergency | (AT_TIMES_LIFE_THREATENING & levels.keys())),
        crisis=frozenset(crisis | (CRISIS_TOO & levels.keys())),
    )
