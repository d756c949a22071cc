"""The filter of the queue as fields of a form, each choice with its count."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forum.review.counts import Counts
from forum.review.filters import HOLDS, KINDS, LEVELS, STATES, Filters


@dataclass(frozen=True, slots=True)
class Choice:
    """`count` is None where nothing is counted."""

    value: str
    label: str
    count: int | None
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FilterField:
    name: str
    label: str
    choices: list[Choice]


def fields_of(filters: Filters, counts: Counts, boards: Mapping[int, str]) -> list[FilterField]:
    """Open items only are counted: how many were ever decided helps nobody to choose."""
    is_counted = filters.state == "open"

    def field(
        name: str, label: str, every: str, pairs: Iterable[tuple[str, str]], numbers: Mapping[str, int]
    ) -> FilterField:
        chosen = str(getattr(filters, name) or "")
        known = [
            Choice(value, words, numbers.get(value, 0) if is_counted else None, value == chosen)
            for value, words in pairs
        ]
        return FilterField(name, label, [Choice("", every, None, not chosen), *known])

    states = [Choice(value, words, None, value == filters.state) for value, words in STATES.items()]
    return [
        FilterField("state", "Open or decided", states),
        field("level", "Level", "All levels", [(v, words) for v, (words, _) in LEVELS.items()], counts.level),
        field("kind", "Why it is here", "All reasons", KINDS.items(), counts.kind),
        field("board", "Board", "All boards", [(str(id), t) for id, t in boards.items()], counts.board),
        field("hold", "Who has it", "All", HOLDS.items(), counts.hold),
    ]
