"""What a moderator wants to see of the queue: read from an address or a saved view, and said in words."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from forum.addresses import GREATEST_ID, MOST_DIGITS
from forum.screening import Level

STATES = {"open": "Open", "decided": "Decided"}
LEVELS: dict[str, tuple[str, tuple[Level, ...]]] = {
    "grave": ("Crisis and emergency", (Level.CRISIS, Level.EMERGENCY)),
    "crisis": ("Crisis", (Level.CRISIS,)),
    "emergency": ("Emergency", (Level.EMERGENCY,)),
    "urgent": ("Urgent", (Level.URGENT,)),
    "other": ("All below urgent", (Level.INFO, Level.NONE)),
}
KINDS = {
    "screening": "Read by the program",
    "report": "Reported by a member",
    "failed": "Could not be checked",
    "author": "Answered by the author",
    "rescreen": "Read again and higher",
}
"""Kinds of `ReviewReason`, as the filter names them."""
HOLDS = {
    "free": "Nobody has it",
    "mine": "I have it",
    "claimed": "Somebody has it",
    "asked": "A moderator asks me",
}


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty means all. `board` is a board's id."""

    state: str = "open"
    level: str = ""
    kind: str = ""
    board: int | None = None
    hold: str = ""
    late: bool = False

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> "Filters":
        """From an address or a stored view; what is no choice of ours counts as not chosen."""
        return cls(
            state=_one_of(STATES, given, "state") or "open",
            level=_one_of(LEVELS, given, "level"),
            kind=_one_of(KINDS, given, "kind"),
            board=_row_id(given.get("board")),
            hold=_one_of(HOLDS, given, "hold"),
            late=str(given.get("late", "")) in ("1", "True"),
        )

    def as_arguments(self) -> dict[str, str]:
        """For an address or a stored view; the state always stands there, or a default view would step in."""
        chosen = {name: value for name, value in asdict(self).items() if value}
        return {name: "1" if value is True else str(value) for name, value in chosen.items()}

    def in_words(self, boards: Mapping[int, str]) -> list[str]:
        """What was chosen, for the folded filter and a saved view."""
        said = [
            "Decided" if self.state == "decided" else "",
            LEVELS[self.level][0] if self.level else "",
            KINDS.get(self.kind, ""),
            boards.get(self.board, "A board that is gone") if self.board else "",
            HOLDS.get(self.hold, ""),
            "Late" if self.late else "",
        ]
        return [words for words in said if words]


def _one_of(choices: Mapping[str, Any], given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    return value if isinstance(value, str) and value in choices else ""


def _row_id(given: Any) -> int | None:
    text = str(given or "")
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        return None
    return int(text) if 0 < int(text) <= GREATEST_ID else None
