"""The words of a folded text as rules see them: keys of every spelling, with character offsets."""

from bisect import bisect_left
from dataclasses import dataclass

from moderation.spelling import UNIT, Keys, Speller


@dataclass(frozen=True, slots=True)
class Units:
    """The matchable words of a folded text: parallel lists of keys, classes and character offsets."""

    keys: list[Keys]
    classes: list[int]
    starts: list[int]
    ends: list[int]

    def position(self, offset: int) -> int:
        """The first unit that starts at or after a character."""
        return bisect_left(self.starts, offset)


def read_units(folded: str, speller: Speller) -> Units:
    keys: list[Keys] = []
    classes: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    read = speller.classified
    for match in UNIT.finditer(folded):
        start, end = match.span()
        for unit, number in read(match.group()):
            keys.append(unit)
            classes.append(number)
            starts.append(start)
            ends.append(end)
    return Units(keys, classes, starts, ends)
