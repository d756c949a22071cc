"""Reads the cue files of a language into one trie, so that a text is searched in one pass.

A cue is a word or phrase that changes what a sign means (ConText: modifier). Notation in the files:
``(a|b|)`` alternatives, empty allowed · ``<name>`` any word of that class, such as ``<month>`` ·
``*`` none, one or two words of any kind · apostrophes do not count.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, product
from pathlib import Path

from moderation.errors import RuleError
from moderation.words import Words

FOLDER = Path(__file__).parent / "cues" / "en"
_KEYS = {"id", "text", "source", "phrases"}
_CHOICE = re.compile(r"\(([^()]*)\)")
_YEAR = re.compile(r"(?:19[4-9]|20[0-4])\d")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_ANY = "<any>"
# Groups whose cues take the shorter cues within them out of play; the others may overlap freely.
_EATERS = frozenset(
    "pseudo_negation conditional_real own_question not_over no_person resolved persists background "
    "past_distance past_month now recent cared_for far_kin stranger unquote hypothetical".split()
)


@dataclass(frozen=True, slots=True)
class CueGroup:
    """Cues with one effect; ``text`` is how a moderator reads it, ``source`` where it comes from."""

    id: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue found: words ``first`` to ``last`` (half-open)."""

    group: CueGroup
    first: int
    last: int


@dataclass(slots=True)
class _Node:
    words: dict[str, "_Node"] = field(default_factory=dict)
    groups: list[CueGroup] = field(default_factory=list)


class Lexicon:
    """All cues of a language in one trie of words and word classes."""

    def __init__(self) -> None:
        self.groups: dict[str, CueGroup] = {}
        self._classes: dict[str, tuple[str, ...]] = {}
        self._members: dict[str, frozenset[str]] = {}
        self._root = _Node()

    def add_class(self, name: str, words: list[str]) -> None:
        """Let ``<name>`` in a phrase stand for any of these words."""
        self._members[name] = frozenset(words)
        for word in words:
            self._classes[word] = (*self._classes.get(word, ()), f"<{name}>")

    def members(self, name: str) -> frozenset[str]:
        """The words of a class."""
        return self._members[name]

    def add(self, group: CueGroup, phrases: list[str]) -> None:
        """Put the phrases of one group into the trie."""
        self.groups[group.id] = group
        for words in (words for phrase in phrases for words in _expand(phrase) if words):
            node = self._root
            for word in words:
                node = node.words.setdefault(word, _Node())
            if group not in node.groups:
                node.groups.append(group)

    def find(self, words: Words) -> list[Cue]:
        """Every cue in reading order; a cue inside a longer one is dropped.

        This is what makes "can't stop" or "no wonder" harmless: the longer cue eats the "no".
        """
        found: list[Cue] = []
        keys = [(*self._keys(text), text) for text in words.texts]
        for first in range(len(words)):
            found.extend(self._longest(keys, first))
        return _without_inner(found)

    def _longest(self, keys: list[tuple[str, ...]], first: int) -> Iterator[Cue]:
        best: dict[CueGroup, int] = {}
        nodes, position = [self._root], first
        while nodes and position < len(keys):
            nodes = [node.words[key] for node in nodes for key in keys[position] if key in node.words]
            position += 1
            for node in nodes:
                for group in node.groups:
                    best[group] = position
        for group, last in best.items():
            yield Cue(group, first, last)

    def classes(self, words: Words) -> frozenset[str]:
        """The classes of all words, such as ``<kin>``."""
        return frozenset(name for text in words.texts for name in self._classes.get(text, ()))

    def _keys(self, text: str) -> tuple[str, ...]:
        named: tuple[str, ...] = ()
        if _YEAR.fullmatch(text):
            named = ("<year>",)
        elif _NUMBER.fullmatch(text):
            named = ("<n>", "<digit>")
        return (*named, *self._classes.get(text, ()), _ANY) if text[0].isalnum() else ()


def _eats(outer: Cue, inner: Cue) -> bool:
    return outer.last >= inner.last and (outer.group is inner.group or outer.group.id in _EATERS)


def _without_inner(found: list[Cue]) -> list[Cue]:
    kept: list[Cue] = []
    for cue in sorted(found, key=lambda cue: (cue.first, -cue.last)):
        length = cue.last - cue.first
        if not any(_eats(other, cue) and other.last - other.first > length for other in kept[-12:]):
            kept.append(cue)
    return kept


def _expand(phrase: str) -> Iterator[tuple[str, ...]]:
    """All plain word sequences that a phrase stands for."""
    plain = phrase.lower().replace("'", "").replace("-", " ") if len(phrase) > 1 else phrase
    for option in _options(plain):
        words = option.split()
        for fillers in product(range(3), repeat=words.count("*")):
            counts = iter(fillers)
            pieces = ([_ANY] * next(counts) if word == "*" else [word] for word in words)
            yield tuple(chain.from_iterable(pieces))


def _options(phrase: str) -> Iterator[str]:
    """Resolve the innermost alternatives first, so that they may be nested."""
    choice = _CHOICE.search(phrase)
    if choice is None:
        yield phrase
        return
    for option in choice[1].split("|"):
        yield from _options(phrase[: choice.start()] + option + phrase[choice.end() :])


@lru_cache(maxsize=4)
def load_cues(folder: Path = FOLDER) -> Lexicon:
    """Read every cue file of the folder; raises `RuleError` with file and reason."""
    lexicon = Lexicon()
    for path in sorted(folder.glob("*.toml")):
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise RuleError(path, None, str(error)) from error
        for name, words in data.pop("classes", {}).items():
            lexicon.add_class(name, words)
        for entry in data.pop("cue", []):
            _add(lexicon, path, entry)
        if data:
            raise RuleError(path, None, f"unknown key {sorted(data)[0]!r}")
    return lexicon


def _add(lexicon: Lexicon, path: Path, entry: dict[str, object]) -> None:
    missing, unknown = _KEYS - entry.keys(), entry.keys() - _KEYS
    if missing or unknown:
        raise RuleError(path, None, f"cue {entry.get('id', '?')!r}: " + _complaint(missing, unknown))
    phrases = entry["phrases"]
    if not isinstance(phrases, list) or not all(isinstance(p, str) and p.strip() for p in phrases):
        raise RuleError(path, None, f"cue {entry['id']!r}: phrases must be a list of words")
    if entry["id"] in lexicon.groups:
        raise RuleError(path, None, f"cue {entry['id']!r} stands twice")
    lexicon.add(CueGroup(str(entry["id"]), str(entry["text"]), str(entry["source"])), phrases)


def _complaint(missing: set[str], unknown: set[str]) -> str:
    return f"{sorted(missing)[0]!r} is missing" if missing else f"unknown key {sorted(unknown)[0]!r}"
