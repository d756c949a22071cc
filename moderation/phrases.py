"""Finds all phrases of a rule set in one pass over a text, in a trie of word keys.

spaCy's `PhraseMatcher` cannot see gaps, endings or two readings of a word, and its `Matcher` patterns cost
many times as much (DESIGN 4); this trie does all of it for less than the tokenizer costs.
"""

from collections.abc import Iterator, Mapping, Sequence

from moderation.notation import CATEGORIES, GAP, LONGEST_GAP, REFERENCE, Choice, Part, parse, without_options
from moderation.spelling import UNIT, Speller, american, plain
from moderation.text import fold
from moderation.trie import Hit, Node, Runs, Search, Steps, all_nodes
from moderation.units import Units

STOPS = frozenset(".!?…\n;")


class Terms:
    """All texts that rules ask for, each once, under a number; `finish` gives what finds them."""

    def __init__(self, speller: Speller, words: Mapping[str, Sequence[str]] | None = None) -> None:
        self.speller = speller
        self._numbers: dict[str, int] = {}
        self._lists: dict[tuple[str, ...], int] = {}
        self._short: list[set[str]] = []  # the one-word entries of each list
        self._has_long: set[int] = set()
        self._named = dict(words or {})
        self._root = Node()

    def add(self, text: str) -> int:
        """Put a text in phrase notation into the trie and return its number."""
        text = fold(text)
        number = self._numbers.get(text)
        if number is None:
            number = self._numbers[text] = len(self._numbers)
            for way in without_options(parse(text)):
                for edges in self._ways(way):
                    terms = self._reach(edges).terms
                    if number not in terms:
                        terms.append(number)
        return number

    def _ways(self, way: Sequence[Part]) -> Iterator[list[str | int]]:
        """Edges of one phrase; "throat is", "throat's" and "throats" are one, since people type all three."""
        edges = [edge for part in way for edge in self._edges(part)]
        if edges:
            yield edges
        for at, key in enumerate(edges[1:], 1):
            before, rest = edges[at - 1], edges[at + 1 :]
            if key == "'s":
                yield from ([*edges[:at], full, *rest] for full in ("is", "has"))
            if (
                key in ("is", "has", "'s")
                and isinstance(before, str)
                and before.isalpha()
                and len(before) > 2
            ):
                yield [*edges[: at - 1], before + "s", *rest]

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
            for match in UNIT.finditer(part):
                for spellings in self.speller.split(match.group()):
                    yield spellings[0]

    def _list(self, options: tuple[str, ...]) -> int:
        """The number of a list of texts; its entries open an edge instead of raising a rule."""
        number = self._lists.get(options)
        if number is None:
            number = self._lists[options] = len(self._lists)
            self._short.append(set())
            for option in options:
                for way in without_options(parse(option)):
                    for edges in self._ways(way):
                        self._add_entry(edges, number)
        return number

    def _add_entry(self, edges: Sequence[str | int], number: int) -> None:
        first = edges[0]
        if len(edges) == 1 and isinstance(first, str):
            self._short[number].add(first)
        else:
            self._reach(edges).entries.append(number)
            self._has_long.add(number)

    def _reach(self, edges: Sequence[str | int]) -> Node:
        """The node at the end of these edges, made where missing."""
        node = self._root
        for edge in edges:
            if edge == GAP:
                node.gap = node.gap or Node()
                node = node.gap
            elif isinstance(edge, int):
                node = node.lists.setdefault(edge, Node())
            else:
                node = node.words.setdefault(edge, Node())
        return node

    def finish(self) -> "Finder":
        """What finds all the terms; to be called after the last `add`."""
        vocabulary: set[str] = set()
        for node in all_nodes(self._root):
            edges = {word: [child] for word, child in node.words.items()}
            for number, child in node.lists.items():
                for word in self._short[number]:
                    edges.setdefault(word, []).append(child)
            node.edges = {word: tuple(nodes) for word, nodes in edges.items()}
            node.long_lists = {n: (child,) for n, child in node.lists.items() if n in self._has_long}
            vocabulary.update(edges)
        return Finder(Steps(self._root, self.speller.classify(vocabulary)))


class Finder:
    """Walks texts along the trie of some `Terms`."""

    def __init__(self, steps: Steps) -> None:
        self._steps = steps

    def find(self, units: Units) -> dict[int, list[Hit]]:
        """Every place of every term, in reading order.

        The text is read backwards: when a phrase asks for a list further on, its entries there are known.
        """
        self._steps.forget()
        stops = [keys[0] in STOPS for keys in units.keys]
        search = Search(units.classes, stops, [{} for _ in units.keys])
        by_word, root = self._steps.by_word, self._steps.root
        for position in range(len(units.classes) - 1, -1, -1):
            word_class = units.classes[position]
            node = by_word(root, word_class) if word_class else None
            if node is not None:
                self._walk(search, node, position, position, position + 1, ())
            while search.opened:
                number, end = search.opened.pop()
                if number in root.long_lists:
                    self._walk(search, self._steps.by_list(root, number), position, position, end, ())
        for hits in search.hits.values():
            hits.sort()
        return search.hits

    def _walk(self, search: Search, node: Node, start: int, run: int, position: int, runs: Runs) -> None:
        if node.terms or node.entries:
            self._note(search, node, Hit(start, position, (*runs, (run, position))))
        if position >= len(search.classes):
            return
        if node.edges or node.long_lists:
            self._step(search, node, start, run, position, runs)
        if node.gap is not None:
            self._leap(search, node.gap, start, run, position, runs)

    def _leap(self, search: Search, gap: Node, start: int, run: int, position: int, runs: Runs) -> None:
        """Go on after each number of words that a gap may hold; a doubled gap holds twice as many."""
        doubled = gap.gap
        reach = LONGEST_GAP if doubled is None else 2 * LONGEST_GAP
        gone = (*runs, (run, position))
        for landing in range(position, min(position + reach + 1, len(search.classes))):
            if landing > position and search.stops[landing - 1]:
                return
            place = (run, landing, runs) if landing == position else (landing, landing, gone)
            if landing <= position + LONGEST_GAP:
                self._step(search, gap, start, *place)
            if doubled is not None:
                self._step(search, doubled, start, *place)

    def _step(self, search: Search, node: Node, start: int, run: int, position: int, runs: Runs) -> None:
        word_class = search.classes[position]
        child = self._steps.by_word(node, word_class) if word_class else None
        if child is not None:
            self._walk(search, child, start, run, position + 1, runs)
        if node.long_lists and search.lists[position]:
            here = search.lists[position]
            for number in here.keys() & node.long_lists.keys():
                for end in here[number]:
                    self._walk(search, self._steps.by_list(node, number), start, run, end, runs)

    def _note(self, search: Search, node: Node, hit: Hit) -> None:
        for number in node.terms:
            if (number, hit) not in search.seen:
                search.seen.add((number, hit))
                search.hits.setdefault(number, []).append(hit)
        here = search.lists[hit.start]
        for number in node.entries:
            ends = here.get(number, ())
            if hit.end not in ends:
                here[number] = (*ends, hit.end)
                search.opened.append((number, hit.end))
