"""The words of a folded text with their offsets, as the cue matcher and the scopes see them.

spaCy's tokens split "don't" in two and "cant" in two other pieces. Cues are written by people, so this
view keeps one word per written word, drops apostrophes, and treats a hyphen inside a word as a space.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

_WORD = re.compile(r"(?<!\w)'\d\d(?!\w)|\d+(?:[.,:]\d+)*[a-z%]*|[^\W\d_]+(?:'[^\W\d_]+)*|\n|[^\w\s]")
_IN_WORD_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")


@dataclass(frozen=True, slots=True)
class Words:
    """Parallel lists: the text of each word and its character offsets."""

    texts: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.texts)

    def between(self, start: int, end: int) -> tuple[int, int]:
        """The words that lie in the characters ``start`` to ``end``, as a half-open range."""
        first = bisect_right(self.ends, start)
        return first, max(first, bisect_left(self.starts, end))


def split_words(text: str) -> Words:
    """Split folded text; a line break is a word of its own, since it ends a list item."""
    text = _IN_WORD_HYPHEN.sub(" ", text.lower())
    matches = list(_WORD.finditer(text))
    texts = [match.group() for match in matches]
    return Words(
        tuple([_plain(word) if "'" in word else word for word in texts]),
        tuple([match.start() for match in matches]),
        tuple([match.end() for match in matches]),
    )


def _plain(word: str) -> str:
    """The word without apostrophes; a short year such as "'03" in full."""
    if len(word) == 3 and word[0] == "'" and word[1:].isdigit():
        return f"{'20' if word[1] < '5' else '19'}{word[1:]}"
    return word.replace("'", "") if len(word) > 1 else word
