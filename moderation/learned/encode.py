"""Turns a post that the rules have read into the rows of numbers that the network takes."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span

from moderation.combinations import is_live
from moderation.language import folded_text
from moderation.learned.windows import Window
from moderation.learned.words import Word, split

Rows = NDArray[np.uint64]
# Word, its first three and last three letters, its stem, what the rules say of it, and the sign they found.
COLUMNS = 6
# Between title and body, so that the last word of the one is no neighbour of the first of the other.
BREAK = (1,) * COLUMNS
UNREAD = crc32(b"no rule")


@dataclass(frozen=True, slots=True)
class Found:
    """A finding of the rules: the rows of its words, and what the rules make of it."""

    rows: Window
    concept: str
    level: int
    base_level: int
    context: str
    """Whether it is denied, past, another's or not meant, as one word."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A post as rows of hashes, shape (words, COLUMNS); `places` holds (field number, word) for each row.

    `sentences` and `findings` are in rows too.
    """

    rows: Rows
    places: tuple[tuple[int, Word] | None, ...]
    sentences: tuple[Window, ...] = ()
    findings: tuple[Found, ...] = ()

    @property
    def words(self) -> list[str]:
        """The words of all fields, in reading order."""
        return [place[1].text for place in self.places if place is not None]

    @property
    def row_words(self) -> list[str]:
        """The word of each row; "" between title and body."""
        return ["" if place is None else place[1].text for place in self.places]

    def part(self, first: int, last: int) -> "Encoded":
        """The rows from `first` to before `last`, as if they were a post."""
        sentences = tuple(kept for rows in self.sentences if (kept := _cut(rows, first, last)))
        findings = tuple(
            replace(found, rows=kept) for found in self.findings if (kept := _cut(found.rows, first, last))
        )
        return Encoded(self.rows[first:last], self.places[first:last], sentences, findings)


def _cut(rows: Window, first: int, last: int) -> Window | None:
    """What lies within a part, counted from its first row."""
    start, end = max(rows[0], first) - first, min(rows[1], last) - first
    return (start, end) if start < end else None


def encode(docs: Sequence[Doc]) -> Encoded:
    """Rows for the fields of one post, in reading order. The stages of the rules must have run."""
    rows: list[tuple[int, ...]] = []
    places: list[tuple[int, Word] | None] = []
    sentences: list[Window] = []
    findings: list[Found] = []
    for number, doc in enumerate(docs):
        if number:
            rows.append(BREAK)
            places.append(None)
        words = split(folded_text(doc))
        marks = _marks(doc, words)
        sentences.extend(_rows_of(doc.spans.get("sentences", ()), words, len(rows)))
        found = doc.spans.get("findings", ())
        findings.extend(map(_found, found, _rows_of(found, words, len(rows))))
        rows.extend((*_hashes(word.text), *mark) for word, mark in zip(words, marks, strict=True))
        places.extend((number, word) for word in words)
    matrix = np.array(rows, dtype=np.uint64).reshape(-1, COLUMNS)
    return Encoded(matrix, tuple(places), tuple(filter(_has_rows, sentences)), tuple(findings))


def _rows_of(spans: Iterable[Span], words: Sequence[Word], offset: int) -> Iterator[Window]:
    """The rows of the words that each span touches, in a field whose first row is `offset`."""
    for span in spans:
        first, last = _touched(words, span)
        yield first + offset, last + offset


def _has_rows(rows: Window) -> bool:
    return rows[0] < rows[1]


def _found(span: Span, rows: Window) -> Found:
    context = (
        span._.assertion.value,
        span._.temporality.value,
        span._.experiencer.value,
        "not meant" if span._.figurative or span._.quoted or span._.general else "meant",
    )
    return Found(rows, span.label_, int(span._.level), int(span._.base_level), " ".join(context))


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
    for index in range(*_touched(words, span)):
        marks[index] = mark


def _touched(words: Sequence[Word], span: Span) -> Window:
    first = bisect_right(words, span.start_char, key=_end)
    return first, bisect_left(words, span.end_char, lo=first, key=_start)


def _start(word: Word) -> int:
    return word.start


def _end(word: Word) -> int:
    return word.end
