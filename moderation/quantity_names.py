"""Where quantities are named in a text, and what carries over to the next sentence or line."""

from dataclasses import dataclass

from moderation.quantities import NAMED


@dataclass(frozen=True, slots=True)
class Name:
    """A place where a quantity, or another blood value ("other"), is named.

    Empty when it is carried over from the text before; a header says nothing else and rows may follow it.
    """

    start: int
    end: int
    quantity: str
    is_header: bool = False


def find_names(text: str, start: int, end: int) -> list[Name]:
    """The names of a stretch in reading order."""
    return [
        Name(match.start(), match.end(), str(match.lastgroup)) for match in NAMED.finditer(text, start, end)
    ]


def end_of(name: Name) -> int:
    """For `bisect`."""
    return name.end
