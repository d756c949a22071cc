"""Finds all phrases of a rule set in one pass over a text, in a trie of word keys.

spaCy's `PhraseMatcher` cannot see gaps, endings or two readings of a word, and its `Matcher` patterns cost
many times as much (DESIGN 4); this trie does all of it for less than the tokenizer costs.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from moderation.notation import CATEGORIES, GAP, LONGEST_GAP, spell_out
from moderation.spelling import UNIT, Keys, Speller, british, plain

STOPS = frozenset(".!?…\n;")
_END = ""  # key under which a node keeps the terms that end there; no word is empty


@dataclass(frozen=True, slots=True)
class Units:
    """The matchable words of a folded text: parallel lists of keys and character offsets."""

    keys: list[Keys]
    starts: list[int]
    ends: list[int]

    def position(self, offset: int) -> int:
        """The first unit that starts at or after a character."""
        return bisect_left(self.starts, offset)


def read_units(folded: str, speller: Speller) -> Units:
    keys: list[Keys] = []
    starts: list[int] = []
    ends: list[int] = []
    read = speller.units
    for match in UNIT.finditer(folded):
        start, end = match.span()
        for unit in read(match.group()):
            keys.append(unit)
            starts.append(start)
            ends.append(end)
    return Units(keys, starts, ends)


@dataclass(frozen=True, slots=True)
class Hit:
    """A term at units ``start`` to ``end``; ``runs`` are the unit ranges without the gaps."""

    start: int
    end: int
    runs: tuple[tuple[int, int], ...]


class Terms:
    """All texts that rules ask for, each once, under a number; `find` says where they stand."""

    def __init__(self, speller: Speller) -> None:
        self.speller = speller
        self._numbers: dict[str, int] = {}
        self._root: dict[str, Any] = {}

    def add(self, text: str) -> int:
        """Put a text in phrase notation into the trie and return its number."""
        number = self._numbers.get(text)
        if number is None:
            number = self._numbers[text] = len(self._numbers)
            for way in spell_out(text.lower()):
                for keys in self._ways(way):
                    self._insert(keys, number)
        return number

    def _ways(self, way: tuple[str, ...]) -> Iterator[list[str]]:
        """Key sequences of one spelled-out phrase; "throat is" also gives "throats", as typed for throat's."""
        keys: list[str] = []
        for word in way:
            keys.extend(self._word_keys(word))
        if keys:
            yield keys
        for at, key in enumerate(keys[1:], 1):
            before = keys[at - 1]
            if key in ("is", "has", "'s") and before.isalpha() and len(before) > 2:
                yield [*keys[: at - 1], before + "s", *keys[at + 1 :]]

    def _word_keys(self, word: str) -> Iterator[str]:
        if word == GAP or word in CATEGORIES:
            yield word
        elif word.endswith("~"):
            stem = british(plain(word[:-1]))
            self.speller.stems.add(stem)
            yield f"{stem}~"
        else:
            for match in UNIT.finditer(word.replace("-", " ").replace("’", "'")):
                for unit in self.speller.units(match.group()):
                    yield unit[0]

    def _insert(self, keys: list[str], number: int) -> None:
        node = self._root
        for key in keys:
            node = node.setdefault(key, {})
        numbers = node.setdefault(_END, [])
        if number not in numbers:
            numbers.append(number)

    def find(self, units: Units) -> dict[int, list[Hit]]:
        """Every place of every term."""
        hits: dict[int, list[Hit]] = {}
        root = self._root
        for position, keys in enumerate(units.keys):
            for key in keys:
                node = root.get(key)
                if node is not None:
                    self._walk(node, units.keys, position, position, position + 1, (), hits)
        return hits

    def _walk(
        self, node: dict[str, Any], keys: list[Keys], start: int, run: int, position: int,
        runs: tuple[tuple[int, int], ...], hits: dict[int, list[Hit]],
    ) -> None:
        for number in node.get(_END, ()):
            hit = Hit(start, position, (*runs, (run, position)))
            found = hits.setdefault(number, [])
            if hit not in found:
                found.append(hit)
        if position >= len(keys):
            return
        for key in keys[position]:
            child = node.get(key)
            if child is not None:
                self._walk(child, keys, start, run, position + 1, runs, hits)
        after_gap = node.get(GAP)
        if after_gap is not None:
            self._skip(after_gap, keys, start, run, position, runs, hits)

    def _skip(
        self, node: dict[str, Any], keys: list[Keys], start: int, run: int, position: int,
        runs: tuple[tuple[int, int], ...], hits: dict[int, list[Hit]],
    ) -> None:
        for landing in range(position, min(position + LONGEST_GAP + 1, len(keys))):
            joined = landing == position
            for key in keys[landing]:
                child = node.get(key)
                if child is not None:
                    self._walk(child, keys, start, run if joined else landing, landing + 1,
                               runs if joined else (*runs, (run, position)), hits)
            if keys[landing][0] in STOPS:
                return
