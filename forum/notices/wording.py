"""The words of the care cards: general ones from `wording/en.toml`, over them those of a treatment.

Words are data so that a nurse can read and change them; nothing here knows a drug or a language.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Any, Protocol

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic import dataclasses as checked

WORDING_FILE = Path(__file__).parent / "wording" / "en.toml"
KINDS = ("crisis", "act", "emergency", "overdose", "urgent", "info", "unchecked")
VOICES = ("author", "cared_for", "reader")
LABELS = (
    "seen",
    "seen_by_reader",
    "why",
    "tell",
    "numbers_for",
    "numbers_unknown",
    "no_advice_line",
)
FOLDS = ("help", "over")
PLACES = {"emergency", "crisis", "advice", "team"}


class WordingError(Exception):
    """A wording cannot be used; names the file or treatment and the reason. Stops start-up."""


@checked.dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class CardText:
    """The parts of one card in the order in which they are read."""

    heading: str = ""
    lead: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    tell: tuple[str, ...] = ()
    bullets: tuple[str, ...] = ()
    small_print: tuple[str, ...] = ()


class TreatmentWords(Protocol):
    """What a plugin's notice looks like from here; the board must not import plugins."""

    @property
    def treatment(self) -> str: ...
    @property
    def team(self) -> str: ...
    @property
    def texts(self) -> Mapping[Any, Mapping[Any, Any]]: ...


@dataclass(frozen=True, slots=True)
class Wording:
    """Every card in one language, as `texts[kind][voice]`, with labels and what makes a crisis an act."""

    source: str
    team: str
    labels: Mapping[str, str]
    folded: Mapping[str, Mapping[str, str]]
    act_concepts: frozenset[str]
    overdose_concepts: frozenset[str]
    texts: Mapping[str, Mapping[str, CardText]]

    def with_treatment(self, words: TreatmentWords | None) -> "Wording":
        """The same wording with the parts that a treatment words itself; without one, unchanged."""
        if words is None:
            return self
        texts = {
            kind: {voice: _override(self.texts[kind][voice], words, kind, voice) for voice in VOICES}
            for kind in KINDS
        }
        wording = replace(self, source=f"treatment {words.treatment}", team=words.team, texts=texts)
        _check(wording)
        return wording


def _override(text: CardText, words: TreatmentWords, kind: str, voice: str) -> CardText:
    own = words.texts.get(kind, {}).get(voice)
    if own is None:
        return text
    parts = {part.name: getattr(own, part.name) for part in fields(CardText)}
    return replace(text, **{name: value for name, value in parts.items() if value is not None})


@cache
def load_wording(path: Path = WORDING_FILE) -> Wording:
    """Read and check the general wording. Raises `WordingError`."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        texts = TypeAdapter(dict[str, dict[str, CardText]]).validate_python(
            {kind: data[kind] for kind in KINDS}
        )
        wording = Wording(
            source=str(path),
            team=data["team"],
            labels=MappingProxyType(data["labels"]),
            folded=MappingProxyType(data["folded"]),
            act_concepts=frozenset(data["concepts"]["act"]),
            overdose_concepts=frozenset(data["concepts"]["overdose"]),
            texts=texts,
        )
    except (OSError, KeyError, TypeError, ValidationError, tomllib.TOMLDecodeError) as error:
        raise WordingError(f"{path}: {error!r}") from error
    _check(wording)
    return wording


def _check(wording: Wording) -> None:
    """Refuse a card without a heading, with too many bullets, or with a place holder that nothing fills."""
    if missing := [label for label in LABELS if label not in wording.labels]:
        raise WordingError(f"{wording.source}: no label {missing[0]!r}")
    if missing := [fold for fold in FOLDS if not {"author", "reader"} <= set(wording.folded.get(fold, ()))]:
        raise WordingError(f"{wording.source}: folded.{missing[0]} needs an author and a reader line")
    for kind in KINDS:
        for voice in VOICES:
            text, where = wording.texts[kind].get(voice), f"{wording.source}: {kind}.{voice}"
            if text is None or not text.heading:
                raise WordingError(f"{where} has no heading")
            if len(text.bullets) > 5:
                raise WordingError(f"{where} has {len(text.bullets)} bullets; five is the limit")
            for line in (text.heading, *text.lead, *text.why, *text.tell, *text.bullets, *text.small_print):
                unknown = {name for _, name, _, _ in Formatter().parse(line) if name is not None} - PLACES
                if unknown:
                    raise WordingError(f"{where} has an unknown place holder {{{unknown.pop()}}}")
