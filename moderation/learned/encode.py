"""Turns a post that the rules have read into the rows of numbers that the network takes."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span

from moderation.combinations import is_live
from moderation.language import folded_text
from moderation.learned.words import Word, split

Rows = NDArray[np.uint64]
# Word, its first three and last three letters, its stem, what the rules say of it, and the sign they found.
COLUMNS = 6
# Between title and body, so that the last word of the one is no neighbour of the first of the other.
BREAK = (1,) * COLUMNS
UNREAD = crc32(b"no rule")


@dataclass(frozen=True, slots=True)
class Encoded:
    """A post as rows of hashes, shape (words, COLUMNS); `places` holds (field number, word) for each row."""

    rows: Rows
    places: tuple[tuple[int, Word] | None, ...]

    @property
    def words(self) -> list[str]:
        """The words of all fields, in reading order."""
        return [place[1].text for place in self.places if place is not None]

    def part(self, first: int, last: int) -> "Encoded":
        """The rows from `first` to before `last`, as if they were a post."""
        return Encoded(self.rows[first:last], self.places[first:last])


def encode(docs: Sequence[Doc]) -> Encoded:
    """Rows for the fields of one post, in reading order. The stages of the rules must have run."""
    rows: list[tuple[int, ...]] = []
    places: list[tuple[int, Word] | None] = []
    for number, doc in enumerate(docs):
        if number:
            rows.append(BREAK)
            places.append(None)
        words = split(folded_text(doc))
        marks = _marks(doc, words)
        rows.extend((*_hashes(word.text), *mark) for word, mark in zip(words, marks, strict=True))
        places.extend((number, word) for word in words)
    return Encoded(np.array(rows, dtype=np.uint64).reshape(-1, COLUMNS), tuple(places))


@lru_cache(maxsize=100_000)
def _hashes(word: str) -> tuple[int, int, int, int]:
    framed = f"^{word}$"
    parts = (f"w{word}", f"p{framed[:4]}", f"s{framed[-4:]}", f"q{framed[:6]}")
    first, second, third, fourth = (crc32(part.encode()) for part in parts)
    return first, second, third, fourth


def _marks(doc: Doc, words: Sequence[Word]) -> list[tuple[int, int]]:
    """For each word, what the rules make of the finding that it is part of; the gravest one counts."""
    marks = [(UNREAD, UNREAD)] * len(words)
    for mask in doc.spans.get("masked", ()):
        _mark(marks, words, mask, (crc32(b"mask"), UNREAD))
    for finding in sorted(doc.spans.get("findings", ()), key=lambda span: int(span._.level)):
        context = (
            int(finding._.level),
            int(finding._.base_level),
            is_live(finding),
            finding._.assertion.value,
            finding._.temporality.value,
            finding._.experiencer.value,
            finding._.figurative or finding._.quoted or finding._.general,
        )
        sign = (int(finding._.level), finding.label_)
        _mark(marks, words, finding, (crc32(repr(context).encode()), crc32(repr(sign).encode())))
    return marks


def _mark(marks: list[tuple[int, int]], words: Sequence[Word], span: Span, mark: tuple[int, int]) -> None:
    first = bisect_right(words, span.start_char, key=_end)
    for index in range(first, bisect_left(words, span.end_char, lo=first, key=_start)):
        marks[index] = mark


def _start(word: Word) -> int:
    return word.start


def _end(word: Word) -> int:
    return word.end
