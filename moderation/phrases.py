"""Finds all phrases of a rule set in one pass over a text, in a trie of word keys.

spaCy's `PhraseMatcher` cannot see gaps, endings or two readings of a word, and its `Matcher` patterns cost
many times as much (DESIGN 4); this trie does all of it for less than the tokenizer costs.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from moderation.notation import CATEGORIES, GAP, LONGEST_GAP, REFERENCE, Choice, Part, parse, without_options
from moderation.spelling import UNIT, Keys, Speller, american, plain
from moderation.units import Units

STOPS = frozenset(".!?…\n;")


class Hit(NamedTuple):
    """A term at units ``start`` to ``end``; ``runs`` are the unit ranges without the gaps."""

    start: int
    end: int
    runs: tuple[tuple[int, int], ...]


Runs = tuple[tuple[int, int], ...]
# At each unit the lists that have an entry starting there, and where those entries end.
ListEnds = list[dict[int, set[int]]]


@dataclass(slots=True)
class _Node:
    """A place in the trie; `lists` are edges that any entry of a word list passes."""

    words: dict[str, "_Node"] = field(default_factory=dict)
    lists: dict[int, "_Node"] = field(default_factory=dict)
    gap: "_Node | None" = None
    numbers: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Search:
    """One pass over one text."""

    keys: list[Keys]
    lists: ListEnds
    hits: dict[int, list[Hit]] = field(default_factory=dict)
    seen: set[tuple[int, Hit]] = field(default_factory=set)
    # Lists of which an entry was found at the unit in hand, with its end: phrases may open with them.
    opened: list[tuple[int, int]] = field(default_factory=list)


class Terms:
    """All texts that rules ask for, each once, under a number; `find` says where they stand."""

    def __init__(self, speller: Speller, words: Mapping[str, Sequence[str]] | None = None) -> None:
        self.speller = speller
        self._numbers: dict[str, int] = {}
        self._lists: dict[tuple[str, ...], int] = {}
        self._list_of: dict[int, set[int]] = {}
        self._named = dict(words or {})
        self._root = _Node()

    def add(self, text: str) -> int:
        """Put a text in phrase notation into the trie and return its number."""
        text = text.lower()
        number = self._numbers.get(text)
        if number is None:
            number = self._numbers[text] = len(self._numbers)
            for way in without_options(parse(text)):
                for edges in self._ways(way):
                    self._insert(edges, number)
        return number

    def _ways(self, way: Sequence[Part]) -> Iterator[list[str | int]]:
        """Edges of one phrase; "throat is" also gives "throats", as typed for throat's."""
        edges: list[str | int] = []
        for part in way:
            edges.extend(self._edges(part))
        if edges:
            yield edges
        for at, key in enumerate(edges[1:], 1):
            before = edges[at - 1]
            if (
                key in ("is", "has", "'s")
                and isinstance(before, str)
                and before.isalpha()
                and len(before) > 2
            ):
                yield [*edges[: at - 1], before + "s", *edges[at + 1 :]]

    def _edges(self, part: Part) -> Iterator[str | int]:
        if isinstance(part, Choice):
            yield self._list(part.options)
        elif part == GAP or part in CATEGORIES:
            yield part
        elif REFERENCE.fullmatch(part):
            yield self._list(tuple(self._named[part[1:-1]]))
        elif part.endswith("~"):
            stem = american(plain(part[:-1]))
            self.speller.stems.add(stem)
            yield f"{stem}~"
        else:
            for match in UNIT.finditer(part.replace("-", " ").replace("’", "'")):
                for unit in self.speller.units(match.group()):
                    yield unit[0]

    def _list(self, options: tuple[str, ...]) -> int:
        """The number of a list of texts; its texts are terms that open an edge instead of a rule."""
        number = self._lists.get(options)
        if number is None:
            number = self._lists[options] = len(self._lists)
            for option in options:
                self._list_of.setdefault(self.add(option), set()).add(number)
        return number

    def _insert(self, edges: Sequence[str | int], number: int) -> None:
        node = self._root
        for edge in edges:
            if edge == GAP:
                node.gap = node.gap or _Node()
                node = node.gap
            elif isinstance(edge, int):
                node = node.lists.setdefault(edge, _Node())
            else:
                node = node.words.setdefault(edge, _Node())
        if number not in node.numbers:
            node.numbers.append(number)

    def find(self, units: Units) -> dict[int, list[Hit]]:
        """Every place of every term.

        The text is read backwards: when a phrase asks for a list further on, its entries there are known.
        """
        search = _Search(units.keys, [{} for _ in units.keys])
        root = self._root
        for position in range(len(units.keys) - 1, -1, -1):
            for key in units.keys[position]:
                node = root.words.get(key)
                if node is not None:
                    self._walk(search, node, position, position, position + 1, ())
            while search.opened:
                number, end = search.opened.pop()
                node = root.lists.get(number)
                if node is not None:
                    self._walk(search, node, position, position, end, ())
        return search.hits

    def _walk(self, search: _Search, node: _Node, start: int, run: int, position: int, runs: Runs) -> None:
        for number in node.numbers:
            self._note(search, number, Hit(start, position, (*runs, (run, position))))
        if position >= len(search.keys):
            return
        if node.words or node.lists:
            self._step(search, node, start, run, position, runs)
        if node.gap is not None:
            for landing in range(position, min(position + LONGEST_GAP + 1, len(search.keys))):
                if landing == position:
                    self._step(search, node.gap, start, run, position, runs)
                else:
                    self._step(search, node.gap, start, landing, landing, (*runs, (run, position)))
                if search.keys[landing][0] in STOPS:
                    return

    def _step(self, search: _Search, node: _Node, start: int, run: int, position: int, runs: Runs) -> None:
        for key in search.keys[position]:
            child = node.words.get(key)
            if child is not None:
                self._walk(search, child, start, run, position + 1, runs)
        here = search.lists[position]
        if here and node.lists:
            for number in here.keys() & node.lists.keys():
                for end in here[number]:
                    self._walk(search, node.lists[number], start, run, end, runs)

    def _note(self, search: _Search, number: int, hit: Hit) -> None:
        if (number, hit) in search.seen:
            return
        search.seen.add((number, hit))
        search.hits.setdefault(number, []).append(hit)
        for list_number in self._list_of.get(number, ()):
            ends = search.lists[hit.start].setdefault(list_number, set())
            if hit.end not in ends:
                ends.add(hit.end)
                search.opened.append((list_number, hit.end))
