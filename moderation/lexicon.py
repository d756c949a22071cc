"""All cues of a language in one trie of words and word classes, so that a text is searched in one pass.

A cue is a word or phrase that changes what a sign means (ConText: modifier). Notation of its phrases:
``(a|b|)`` alternatives, empty allowed · ``<name>`` any word of that class, such as ``<month>`` ·
``*`` none, one or two words of any kind · apostrophes do not count.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, product

from moderation.words import Words

_CHOICE = re.compile(r"\(([^()]*)\)")
_YEAR = re.compile(r"(?:19[4-9]|20[0-4])\d")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_ANY = "<any>"
# A word that no cue names can only stand where any word can.
_OTHER = (_ANY,)
# Groups whose cues take the shorter cues within them out of play; the others may overlap freely.
_EATERS = frozenset(
    "pseudo_negation conditional_real own_question not_over no_person resolved persists background "
    "past_distance past_month now recent cared_for far_kin stranger unquote hypothetical".split()
)


@dataclass(frozen=True, slots=True, eq=False)
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
        self._known: dict[str, tuple[str, ...]] = {}
        self._words: set[str] = set()
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
            self._words.update(words)
            for word in words:
                node = node.words.setdefault(word, _Node())
            if group not in node.groups:
                node.groups.append(group)

    def find(self, words: Words) -> list[Cue]:
        """Every cue in reading order; a cue inside a longer one is dropped.

        This is what makes "can't stop" or "no wonder" harmless: the longer cue eats the "no".
        """
        found: list[Cue] = []
        keys = [self._keys(text) for text in words.texts]
        starts = self._root.words
        for first, choices in enumerate(keys):
            nodes = [starts[key] for key in choices if key in starts]
            if nodes:
                self._longest(nodes, keys, first, found)
        return _without_inner(found)

    def _longest(self, nodes: list[_Node], keys: list[tuple[str, ...]], first: int, found: list[Cue]) -> None:
        best: dict[CueGroup, int] = {}
        last = first + 1
        while nodes:
            for node in nodes:
                for group in node.groups:
                    best[group] = last
            if last == len(keys):
                break
            nodes = [node.words[key] for node in nodes for key in keys[last] if key in node.words]
            last += 1
        found.extend(Cue(group, first, end) for group, end in best.items())

    def classes(self, words: Words) -> frozenset[str]:
        """The classes of all words, such as ``<kin>``."""
        return frozenset(name for text in words.texts for name in self._classes.get(text, ()))

    def _keys(self, text: str) -> tuple[str, ...]:
        """What a word may match: itself and its classes. Kept for the words of the cues alone."""
        keys = self._known.get(text)
        if keys is None:
            is_known = text in self._words or text in self._classes
            if not is_known and text[0].isalpha():
                return _OTHER
            keys = (*_number_classes(text), *self._classes.get(text, ()), text)
            if text[0].isalnum():
                keys = (*keys, _ANY)
            if is_known:
                self._known[text] = keys
        return keys


def _number_classes(text: str) -> tuple[str, ...]:
    if not text[0].isdigit():
        return ()
    if _YEAR.fullmatch(text):
        return ("<year>",)
    return ("<n>", "<digit>") if _NUMBER.fullmatch(text) else ()


def _eats(outer: Cue, inner: Cue) -> bool:
    return outer.last >= inner.last and (outer.group is inner.group or outer.group.id in _EATERS)


def _without_inner(found: list[Cue]) -> list[Cue]:
    kept: list[Cue] = []
    reach = 0  # most cues begin behind all that were kept, and nothing can hold them
    for cue in sorted(found, key=lambda cue: (cue.first, -cue.last)):
        length = cue.last - cue.first
        if cue.last > reach or not any(
            _eats(other, cue) and other.last - other.first > length for other in kept[-12:]
        ):
            kept.append(cue)
            reach = max(reach, cue.last)
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
