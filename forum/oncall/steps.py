"""The steps of the ladder: what is done, and when, for an item that nobody decides.

Printed into docs/on-call.md; a test holds the two equal.
"""

from dataclasses import dataclass
from enum import Enum

from forum.screening import Level

LIFE_THREATENING = (Level.EMERGENCY, Level.CRISIS)
"""Never silenced by quiet hours, told of at once, and a claim does not stop their ladder for good."""


class Whom(Enum):
    ON_CALL = "those on call; if nobody is, all moderators"
    ALL = "all moderators"


@dataclass(frozen=True, slots=True)
class Step:
    """`after` is the part of the target that must be used: 1 at the target, 0 when the item opens."""

    number: int
    after: float
    whom: Whom
    has_note: bool = False
    has_mail: bool = False
    has_webhook: bool = False
    reason: str = ""

    @property
    def levels(self) -> tuple[Level, ...]:
        return LIFE_THREATENING if self.after == 0 else tuple(Level)

    @property
    def ways(self) -> str:
        said = {"desk note": self.has_note, "mail": self.has_mail, "webhook": self.has_webhook}
        return ", ".join(way for way, is_used in said.items() if is_used)

    @property
    def when(self) -> str:
        if self.after == 0:
            return "when a crisis or emergency item opens"
        return "at the target" if self.after == 1 else f"at {self.after:g} times the target"


LADDER = (
    Step(0, 0, Whom.ON_CALL, has_note=True, has_webhook=True,
         reason="A life may hang on minutes: whoever is there should know now."),
    Step(1, 1, Whom.ON_CALL, has_note=True,
         reason="It is late. Who sits at the desk sees a line; nobody is rung up yet."),
    Step(2, 1.5, Whom.ON_CALL, has_mail=True,
         reason="Nobody at the desk has acted, so those on call may be away from it."),
    Step(3, 2, Whom.ALL, has_mail=True, has_webhook=True,
         reason="Those on call do not come: everybody hears of it."),
)  # fmt: skip
HELD_FOR = 1.0
"""Targets by which a claim puts off the ladder of a crisis or emergency item: its holder may be reading it,
or may have fallen asleep over it. For other levels a claim that is held stops the ladder while it lasts."""


def as_markdown() -> str:
    """The table as docs/on-call.md prints it."""
    lines = ["| Step | When | Who is told | How | Why |", "|---|---|---|---|---|"]
    lines += [f"| {s.number} | {s.when} | {s.whom.value} | {s.ways} | {s.reason} |" for s in LADDER]
    return "\n".join(lines)
