"""What changed between two texts, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

MOST_PAIRS = 1_000_000
"""Words of one text times words of the other: above this the comparison would keep the page waiting."""


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of text that stayed, came or went."""

    kind: Literal["same", "ins", "del"]
    text: str


def word_diff(before: str, after: str) -> list[Change]:
    """The two texts as one. Very long texts that differ nearly everywhere are shown one after the other."""
    old, new = _words(before), _words(after)
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle = (old[start : len(old) - end], new[start : len(new) - end])
    changes = [_change("same", old[:start]), *_between(*middle), _change("same", old[len(old) - end :])]
    return [change for change in changes if change.text]


def _between(old: list[str], new: list[str]) -> list[Change]:
    if len(old) * len(new) > MOST_PAIRS:
        return [_change("del", old), _change("ins", new)]
    found: list[Change] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            found.append(_change("same", old[a:b]))
        else:
            found += [_change("del", old[a:b]), _change("ins", new[c:d])]
    return found


def _words(text: str) -> list[str]:
    """Words with the space after them: put together they are the text, and no space is compared alone."""
    return re.findall(r"\S+\s*|\s+", text)


def _common(old: list[str], new: list[str]) -> int:
    """How many words both begin with."""
    length = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        length += 1
    return length


def _change(kind: Literal["same", "ins", "del"], words: list[str]) -> Change:
    return Change(kind, "".join(words))
