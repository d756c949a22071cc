"""Count what reading again changes: from which level to which, with a few posts of each as examples."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from forum.rescreen.read import Read
from forum.screening import Level

FEW = 5
"""Posts that are named for each line; a moderator looks at a few, not at thousands."""
NOT_READ = -1
"""In the place of a level: every earlier try to read the text had failed."""
Move = tuple[int, int]


@dataclass(slots=True)
class Few:
    """How many posts, and the ids of the first ones."""

    count: int = 0
    ids: list[int] = field(default_factory=list)

    def add(self, count: int, ids: Sequence[int]) -> None:
        self.count += count
        self.ids = [*self.ids, *ids][:FEW]


@dataclass(slots=True)
class Tally:
    """`moves` counts posts by level before and after; the rest of the names are lines below the table."""

    moves: dict[Move, Few] = field(default_factory=dict)
    unsure: Few = field(default_factory=Few)
    """Mild ones that a moderator is newly asked to look at."""
    decided: Few = field(default_factory=Few)
    """Of those that move: a moderator's decision stands, and what readers see stays."""
    unread: Few = field(default_factory=Few)
    earlier: int = 0
    """Texts that were replaced by an edit."""

    def add(self, reads: Sequence[Read]) -> None:
        for read in reads:
            self._add(read)

    def _add(self, read: Read) -> None:
        text, reading = read.text, read.reading
        if reading is None:
            self.unread.add(1, [text.post_id])
            return
        if not text.is_current:
            self.earlier += 1
            return
        move = (text.level if text.state == "done" else NOT_READ, int(reading.level))
        self.moves.setdefault(move, Few()).add(1, [text.post_id])
        if text.is_decided and move[0] != move[1]:
            self.decided.add(1, [text.post_id])
        if reading.second_look and reading.level < Level.URGENT and not text.second_look:
            self.unsure.add(1, [text.post_id])

    def merge(self, other: "Tally") -> None:
        for move, few in other.moves.items():
            self.moves.setdefault(move, Few()).add(few.count, few.ids)
        for name in ("unsure", "decided", "unread"):
            few = getattr(other, name)
            getattr(self, name).add(few.count, few.ids)
        self.earlier += other.earlier

    @property
    def up(self) -> int:
        return sum(few.count for move, few in self.moves.items() if move[0] < move[1])

    @property
    def down(self) -> int:
        return sum(few.count for move, few in self.moves.items() if move[0] > move[1])

    @property
    def read(self) -> int:
        """Texts that were looked at, also those that could not be read."""
        return sum(few.count for few in self.moves.values()) + self.earlier + self.unread.count

    def as_json(self) -> dict[str, Any]:
        few = {name: [found.count, found.ids] for name, found in self._fews().items()}
        moves = [[*move, found.count, found.ids] for move, found in self.moves.items()]
        return {"moves": moves, "earlier": self.earlier, **few}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Tally":
        """Read what `as_json` wrote; an empty dict is an empty tally."""
        tally = cls(earlier=data.get("earlier", 0))
        for before, after, count, ids in data.get("moves", ()):
            tally.moves[before, after] = Few(count, ids)
        for name, few in tally._fews().items():
            few.add(*data.get(name, (0, [])))
        return tally

    def _fews(self) -> dict[str, Few]:
        return {"unsure": self.unsure, "decided": self.decided, "unread": self.unread}
