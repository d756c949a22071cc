"""What rule files say, as frozen records; `moderation.rule_reader` reads and checks the files."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from moderation.findings import Level


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a fixed order, in phrase notation (docs/rule-files.md)."""

    text: str
    level: Level
    source: str


@dataclass(frozen=True, slots=True)
class Company:
    """What must, and must not, stand within `within` words for a rule to fire."""

    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    within: int = 12
    upper: bool = False  # as typed in capitals


@dataclass(frozen=True, slots=True)
class Guarded:
    """Phrases that fire only in company."""

    phrases: tuple[Phrase, ...]
    company: Company


@dataclass(frozen=True, slots=True)
class Near:
    """One word of each list, in any order, within one clause."""

    words: tuple[tuple[str, ...], ...]
    within: int
    unless: tuple[str, ...]
    level: Level
    source: str


@dataclass(frozen=True, slots=True)
class Symptom:
    """A sign to find: its words, what it asks for, and who says so."""

    id: str
    name: str
    medical: str
    level: Level
    risks: tuple[str, ...]
    why: str
    source: str
    review_by: datetime.date
    named: bool
    place: str
    phrases: tuple[Phrase, ...] = ()
    near: tuple[Near, ...] = ()
    guarded: tuple[Guarded, ...] = ()

    def extended_by(self, other: "Symptom") -> "Symptom":
        """The same sign as a later pack tells it: its words win, its phrases add, the higher level stays."""
        return replace(
            other,
            level=max(self.level, other.level),
            risks=tuple(dict.fromkeys(self.risks + other.risks)),
            named=self.named or other.named,
            phrases=self.phrases + other.phrases,
            near=self.near + other.near,
            guarded=self.guarded + other.guarded,
        )


@dataclass(frozen=True, slots=True)
class Confuser:
    """Words that look like a sign and are not; masks its own span for `hits` (empty: for all)."""

    phrase: str
    hits: frozenset[str]
    kind: str
    company: Company
    source: str


@dataclass(frozen=True, slots=True)
class NumberRule:
    """A measurement that is a sign, in the canonical unit of its quantity."""

    concept: str
    quantity: str
    at_least: float | None
    below: float | None
    level: Level
    why: str
    source: str
    review_by: datetime.date
    place: str
    needs: tuple[str, ...] = ()  # one of these must be said in the same text

    def fits(self, value: float) -> bool:
        reached = self.at_least is None or value >= self.at_least
        return reached and (self.below is None or value < self.below)


@dataclass(frozen=True, slots=True)
class Combination:
    """Signs that together ask for more than each alone (RUBRIC 11)."""

    id: str
    together: tuple[frozenset[str], ...]
    words: tuple[tuple[str, ...], ...]
    days_since_infusion: int | None
    level: Level
    text: str
    source: str
    place: str


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All rules of one screener, merged from the general signs and the packs."""

    symptoms: Mapping[str, Symptom] = field(default_factory=dict)
    confusers: tuple[Confuser, ...] = ()
    numbers: tuple[NumberRule, ...] = ()
    combinations: tuple[Combination, ...] = ()
    spelling: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    limits: Mapping[str, float] = field(default_factory=dict)
    """Limits of the learned model that stand in place of its own."""
    version: str = ""
