"""Count what a changed reader reads otherwise: from which place to which, with a few posts of each move.

A place is a level, and whether a moderator gets a second look: a limit may change that alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from forum.screening import Level

FEW = 20
"""Posts of each move that are kept to look at."""
MOST_SPANS = 40
"""Marked words that are kept of each of them."""
Move = tuple[int, int]
Span = tuple[str, int, int, int, str]
"""Field, start, end, level, concept: as a finding has them."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one reader made of one text."""

    place: int
    spans: tuple[Span, ...] = ()

    @classmethod
    def of(cls, reading: Any) -> "Seen":
        """From a reading or from a stored screening."""
        marked = [f for f in reading.findings if f.level >= Level.INFO]
        spans = [(f.field, f.start, f.end, int(f.level), f.concept) for f in marked]
        return cls(place_of(int(reading.level), reading.second_look), tuple(spans[:MOST_SPANS]))


@dataclass(frozen=True, slots=True)
class Sample:
    """A post that moves: its text is looked up when somebody looks, and only if it is still the same."""

    post_id: int
    revision_id: int
    before: tuple[Span, ...]
    after: tuple[Span, ...]


@dataclass(slots=True)
class Tally:
    moves: dict[Move, int] = field(default_factory=dict)
    samples: dict[Move, list[Sample]] = field(default_factory=dict)
    unread: int = 0
    """Texts that one of the two could not read."""

    def add(self, post_id: int, revision_id: int, before: Seen, after: Seen) -> None:
        move = (before.place, after.place)
        self.moves[move] = self.moves.get(move, 0) + 1
        if before.place != after.place:
            kept = self.samples.setdefault(move, [])
            if len(kept) < FEW:
                kept.append(Sample(post_id, revision_id, before.spans, after.spans))

    @property
    def read(self) -> int:
        """Texts that were looked at, also those that could not be read."""
        return sum(self.moves.values()) + self.unread

    @property
    def same(self) -> int:
        return sum(count for move, count in self.moves.items() if move[0] == move[1])

    def up(self) -> list[tuple[Move, int]]:
        """What goes up, the gravest first."""
        found = [(move, count) for move, count in self.moves.items() if move[0] < move[1]]
        return sorted(found, key=lambda row: (-row[0][1], row[0][0]))

    def down(self) -> list[tuple[Move, int]]:
        """What goes down, what was gravest first: the rows that a moderator should look at longest."""
        found = [(move, count) for move, count in self.moves.items() if move[0] > move[1]]
        return sorted(found, key=lambda row: (-row[0][0], row[0][1]))

    def as_json(self) -> dict[str, Any]:
        return {"moves": list(self._rows()), "unread": self.unread}

    def _rows(self) -> Iterator[list[Any]]:
        for move, count in self.moves.items():
            kept = [[s.post_id, s.revision_id, s.before, s.after] for s in self.samples.get(move, ())]
            yield [*move, count, kept]

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Tally":
        """Read what `as_json` wrote; an empty dict is an empty tally."""
        tally = cls(unread=data.get("unread", 0))
        for before, after, count, kept in data.get("moves", ()):
            tally.moves[before, after] = count
            if kept:
                tally.samples[before, after] = [
                    Sample(post_id, revision_id, _spans(was), _spans(now))
                    for post_id, revision_id, was, now in kept
                ]
        return tally


def place_of(level: int, second_look: bool) -> int:
    """Twice the level, and one more for a second look: that is above its level and below the next."""
    return 2 * level + (1 if second_look and level < Level.URGENT else 0)


def level_of(place: int) -> Level:
    return Level(place // 2)


def is_look(place: int) -> bool:
    return place % 2 == 1


def _spans(rows: Sequence[Any]) -> tuple[Span, ...]:
    return tuple((str(f), int(start), int(end), int(level), str(c)) for f, start, end, level, c in rows)
