"""The answer of a screening: levels, context axes, findings. Frozen, and free of spaCy."""

from dataclasses import dataclass
from enum import Enum, IntEnum


class Level(IntEnum):
    """What a post or a finding asks for; higher wins (RUBRIC, "Levels, highest wins")."""

    NONE = 0
    INFO = 1
    URGENT = 2
    EMERGENCY = 3
    CRISIS = 4

    @property
    def word(self) -> str:
        """The level as rule files, JSON and database rows write it, such as ``"urgent"``."""
        return self.name.lower()

    @classmethod
    def from_word(cls, word: str) -> "Level":
        """Read a level from its lower-case word; raises ``ValueError`` for any other word."""
        try:
            return cls[word.upper()]
        except KeyError:
            raise ValueError(f"unknown level {word!r}") from None


class Assertion(Enum):
    """Whether the author says that the sign is there (values after i2b2 2010)."""

    PRESENT = "present"
    ABSENT = "absent"
    POSSIBLE = "possible"
    HYPOTHETICAL = "hypothetical"


class Temporality(Enum):
    """When: happening now or unresolved, or past and over (ConText: recent, historical)."""

    CURRENT = "current"
    PAST = "past"


class Experiencer(Enum):
    """Whose body: the author's, that of someone the author speaks for, or another's."""

    AUTHOR = "author"
    CARED_FOR = "cared_for"
    OTHER = "other"


class Talk(Enum):
    """Whether the words are meant as a sign that someone has."""

    LITERAL = "literal"
    QUOTED = "quoted"
    FIGURATIVE = "figurative"
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of a decision, for a moderator to read.

    ``ruling`` names the rule ("RUBRIC 2", "FACTS 4 negation_pre", "combination bleed_and_head").
    ``text`` says it in plain words. ``spans`` are the cue words, as ``(start, end)`` character
    offsets into the same field as the finding; empty when no single word decided it.
    """

    ruling: str
    text: str
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One mention of a sign.

    ``start`` and ``end`` are character offsets into ``field`` ("title" or "body") as it was typed,
    with ``field_text[start:end] == quote``. ``level`` is what this finding alone gives.
    ``source`` says what found it: "plugins/lemtrada/symptoms/kidney.toml:41", "number:temperature",
    "combination:…", or a model with its version.
    """

    concept: str
    start: int
    end: int
    quote: str
    field: str
    assertion: Assertion
    temporality: Temporality
    experiencer: Experiencer
    level: Level
    because: tuple[Reason, ...]
    source: str
    talk: Talk = Talk.LITERAL

    @property
    def is_live(self) -> bool:
        """Whether the sign is there (or may be), now, in someone whom the notice can reach, and meant so."""
        return (
            self.talk is Talk.LITERAL
            and self.assertion in (Assertion.PRESENT, Assertion.POSSIBLE)
            and self.temporality is Temporality.CURRENT
            and self.experiencer is not Experiencer.OTHER
        )


@dataclass(frozen=True, slots=True)
class Screening:
    """One automatic pass over one text: its level, what backs it, and the version that said so.

    ``second_look`` says that the reader is unsure: a moderator should look although no notice is given.
    """

    level: Level
    findings: tuple[Finding, ...]
    version: str
    second_look: bool = False
