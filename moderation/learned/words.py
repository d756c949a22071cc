"""Cuts a folded text into the words that the learned model knows; a number becomes its size.

"39,4" and "39.1" say the same to a reader of posts, "39" and "390" do not. Emoji and other signs are
left out: a heart at the end of a post must not change what is read in it.
"""

import re
from dataclasses import dataclass

WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|[0-9]+(?:[.,][0-9]+)*|[.,!?;:()\"%°/<>=+-]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a field: its characters ``start`` to ``end``, and what it counts as."""

    start: int
    end: int
    text: str


def split(folded: str) -> list[Word]:
    """Words, numbers and single signs of a folded text, in reading order."""
    return [Word(found.start(), found.end(), _text(found.group())) for found in WORD.finditer(folded)]


def _text(word: str) -> str:
    if "0" <= word[0] <= "9":
        return f"<{_size(word)}>"
    # "cant" and "can't" are one word on a phone.
    return word.replace("'", "") or word


def _size(number: str) -> str:
    if re.fullmatch(r"[0-9]{1,3}[.,][0-9]{1,2}", number):
        value = float(number.replace(",", "."))
        is_temperature = 33 <= value < 44 or 90 <= value < 109
        return f"{int(value)}.x" if is_temperature else "x.x"
    value = float(re.sub(r"\D", "", number)[:9])
    if value <= 5 or 35 <= value < 44:
        return str(int(value))
    if 1950 <= value < 2040:
        return "year"
    for edge in (12, 20, 35, 100):
        if value < edge:
            return f"<{edge}" if edge < 100 else f"{int(value) // 10}0"
    return f"{int(value) // 100}00" if value < 1000 else "1000s"
