"""The phrase trie: nodes, steps from node to node, and the state of one pass over a text.

Rules make thousands of phrases begin with the same words, and one word has several keys. So nodes that are
reached together are merged into one when they are first needed, and each later step is one look-up.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from moderation.spelling import Keys


class Hit(NamedTuple):
    """A term at units ``start`` to ``end``; ``runs`` are the unit ranges without the gaps."""

    start: int
    end: int
    runs: tuple[tuple[int, int], ...]


Runs = tuple[tuple[int, int], ...]


@dataclass(slots=True, eq=False)
class Node:
    """A place in the trie, with the terms and the entries of word lists that end there.

    `lists` are edges that any entry of a list passes. When the trie is finished, their one-word
    entries become `edges` beside the plain words; `long_lists` are those with longer entries too.
    """

    words: dict[str, "Node"] = field(default_factory=dict)
    lists: dict[int, "Node"] = field(default_factory=dict)
    gap: "Node | None" = None
    terms: list[int] = field(default_factory=list)
    entries: list[int] = field(default_factory=list)
    edges: dict[str, tuple["Node", ...]] = field(default_factory=dict)
    long_lists: dict[int, tuple["Node", ...]] = field(default_factory=dict)
    steps: dict[int, "Node | None"] = field(default_factory=dict)
    list_steps: dict[int, "Node"] = field(default_factory=dict)


class Steps:
    """Merges nodes on demand and forgets the merged ones before they fill the memory."""

    MOST_MERGED = 100_000

    def __init__(self, root: Node, classes: Sequence[Keys]) -> None:
        self.root = root
        self._classes = classes
        self._merged: dict[tuple[int, ...], Node] = {}

    def by_word(self, node: Node, word_class: int) -> Node | None:
        """Where a word of this class leads."""
        try:
            return node.steps[word_class]
        except KeyError:
            found = [child for key in self._classes[word_class] for child in node.edges.get(key, ())]
            node.steps[word_class] = after = self._merge(found) if found else None
            return after

    def by_list(self, node: Node, number: int) -> Node:
        """Where an entry of this list leads."""
        if number not in node.list_steps:
            node.list_steps[number] = self._merge(node.long_lists[number])
        return node.list_steps[number]

    def _merge(self, nodes: Iterable[Node]) -> Node:
        distinct = list(dict.fromkeys(nodes))
        if len(distinct) == 1:
            return distinct[0]
        identity = tuple(sorted(map(id, distinct)))
        if identity not in self._merged:
            self._merged[identity] = self._union(distinct)
        return self._merged[identity]

    def _union(self, nodes: Sequence[Node]) -> Node:
        union = Node()
        for node in nodes:
            union.terms.extend(term for term in node.terms if term not in union.terms)
            union.entries.extend(entry for entry in node.entries if entry not in union.entries)
            for key, children in node.edges.items():
                union.edges[key] = union.edges.get(key, ()) + children
            for number, children in node.long_lists.items():
                union.long_lists[number] = union.long_lists.get(number, ()) + children
        gaps = [node.gap for node in nodes if node.gap is not None]
        union.gap = self._merge(gaps) if gaps else None
        return union

    def forget(self) -> None:
        """Drop merged nodes when they are too many; they are made again as texts ask for them."""
        if len(self._merged) <= self.MOST_MERGED:
            return
        self._merged.clear()
        for node in all_nodes(self.root):
            node.steps.clear()
            node.list_steps.clear()


def all_nodes(root: Node) -> Iterable[Node]:
    """Every node that was written by a rule, merged ones left out."""
    open_nodes = [root]
    while open_nodes:
        node = open_nodes.pop()
        yield node
        open_nodes.extend([*node.words.values(), *node.lists.values(), *filter(None, [node.gap])])


@dataclass(slots=True)
class Search:
    """One pass over one text."""

    classes: Sequence[int]
    stops: Sequence[bool]
    # At each unit the lists of which a longer entry starts there, and where such entries end.
    lists: list[dict[int, tuple[int, ...]]]
    hits: dict[int, list[Hit]] = field(default_factory=dict)
    seen: set[tuple[int, Hit]] = field(default_factory=set)
    # Entries found at the unit in hand: phrases may open with their lists.
    opened: list[tuple[int, int]] = field(default_factory=list)
