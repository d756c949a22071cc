"""The parts of the phrase trie: nodes, what was found, and the state of one pass over a text."""

from dataclasses import dataclass, field
from typing import NamedTuple

from moderation.spelling import Keys


class Hit(NamedTuple):
    """A term at units ``start`` to ``end``; ``runs`` are the unit ranges without the gaps."""

    start: int
    end: int
    runs: tuple[tuple[int, int], ...]


Runs = tuple[tuple[int, int], ...]


@dataclass(slots=True)
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
    long_lists: dict[int, "Node"] = field(default_factory=dict)


@dataclass(slots=True)
class Search:
    """One pass over one text."""

    keys: list[Keys]
    # At each unit the lists of which a longer entry starts there, and where such entries end.
    lists: list[dict[int, set[int]]]
    hits: dict[int, list[Hit]] = field(default_factory=dict)
    seen: set[tuple[int, Hit]] = field(default_factory=set)
    # Entries found at the unit in hand: phrases may open with their lists.
    opened: list[tuple[int, int]] = field(default_factory=list)
