"""Labelled posts as plain text that a person can write, and back (docs/corpus.md).

``## LEVEL[,LEVEL] @AUTHOR [#GROUP:AXIS] [!RULING] [~MADE] | TITLE``, then the body, in which each mention of
a sign stands as ``[[concept axes|the words]]``. Marks may stand inside each other, but not cross.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from moderation.corpus_rows import WRITTEN, Mark, Row
from moderation.corpus_spots import mark_up
from moderation.errors import ModerationError
from moderation.findings import Level

ASSERTIONS = {"p": "present", "a": "absent", "m": "possible", "h": "hypothetical"}
TEMPORALITIES = {"c": "current", "p": "past", "r": "resolved"}
EXPERIENCERS = {"a": "author", "d": "cared_for", "o": "other"}
LETTERS = {
    word: letter for words in (ASSERTIONS, TEMPORALITIES, EXPERIENCERS) for letter, word in words.items()
}
USUAL, FIGURATIVE = "pca", "!"
HEADER = re.compile(r"## (?P<levels>\S+) @(?P<author>\S+)(?P<extras>(?: [#!~]\S+)*) \|(?P<title>.*)")
GROUP = re.compile(r"([^\s:]+):([^\s:]+)")
TOKEN = re.compile(r"\[\[(?P<concept>[a-z0-9_]+)(?: (?P<axes>[a-z]+!?|!))?\||\]\]|\[\[")


class NotesError(ModerationError):
    """A row that the notation cannot hold."""


@dataclass(frozen=True, slots=True)
class Note:
    """One post of a text in the notation, and the line that it begins at."""

    line: int
    row: Row


@dataclass(frozen=True, slots=True)
class Slip:
    """What cannot be read in a text in the notation, by line."""

    line: int
    reason: str


def read_notes(text: str) -> tuple[list[Note], list[Slip]]:
    """All posts of a text, without ids, and what is wrong with the others."""
    notes: list[Note] = []
    slips: list[Slip] = []
    for line, header, body in _posts(text.removeprefix("\ufeff").replace("\r\n", "\n")):
        try:
            notes.append(Note(line, _row(header, body)))
        except ValueError as error:
            slips.append(Slip(line, str(error)))
    return notes, slips


def _posts(text: str) -> Iterator[tuple[int, str, str]]:
    """Each header with its line and the body below it; the first header is empty for text above all posts."""
    start, header, body = 1, "", list[str]()
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("## "):
            if header or any(map(str.strip, body)):
                yield start, header, "\n".join(body)
            start, header, body = number, line, []
        else:
            body.append(line)
    if header or any(map(str.strip, body)):
        yield start, header, "\n".join(body)


def _row(header: str, body: str) -> Row:
    if not header:
        raise ValueError("text before the first post; a post begins with ## LEVEL @AUTHOR | TITLE")
    parts = HEADER.fullmatch(header)
    if parts is None:
        raise ValueError("the header is not ## LEVEL @AUTHOR | TITLE")
    levels = tuple(map(Level.from_word, parts["levels"].split(",")))
    title, in_title = read_marks(parts["title"].strip())
    plain, in_body = read_marks(body.strip())
    row = Row("", parts["author"], title, plain, levels[0], tuple(sorted(set(levels))), (*in_title, *in_body))
    extras = dict(_extras(parts["extras"].split()))
    return replace(
        row,
        group=extras.get("group", ""),
        axis=extras.get("axis", ""),
        ruling=extras.get("ruling", ""),
        made=extras.get("made", WRITTEN),
    )


def _extras(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    for word in words:
        if word[0] != "#":
            yield ("ruling" if word[0] == "!" else "made"), word[1:]
        elif group := GROUP.fullmatch(word[1:]):
            yield "group", group[1]
            yield "axis", group[2]
        else:
            raise ValueError(f"{word} is not #GROUP:AXIS")


def read_marks(text: str) -> tuple[str, tuple[Mark, ...]]:
    """The text without its marks, and the marks in the order in which they begin."""
    plain, done = "", 0
    marks: list[Mark | None] = []
    is_open: list[tuple[int, int, Mark]] = []
    for token in TOKEN.finditer(text):
        plain += text[done : token.start()]
        done = token.end()
        if token["concept"]:
            is_open.append((len(marks), len(plain), _mark(token["concept"], token["axes"] or "")))
            marks.append(None)
        elif token[0] == "]]" and is_open:
            place, start, mark = is_open.pop()
            if not plain[start:].strip():
                raise ValueError(f"the mark {mark.concept} holds no words")
            marks[place] = replace(mark, quote=plain[start:])
        else:
            raise ValueError(f"{token[0]} that belongs to no mark [[concept axes|words]]")
    if is_open:
        raise ValueError(f"the mark {is_open[-1][2].concept} is not closed")
    return plain + text[done:], tuple(mark for mark in marks if mark)


def _mark(concept: str, axes: str) -> Mark:
    letters = axes.removesuffix(FIGURATIVE) or USUAL
    try:
        first, second, third = [*letters]
        context = ASSERTIONS[first], TEMPORALITIES[second], EXPERIENCERS[third]
    except (ValueError, KeyError):
        raise ValueError(f"{axes} is not one of p a m h, one of c p r and one of a d o") from None
    return Mark("", concept, *context, literal=not axes.endswith(FIGURATIVE))


def write_notes(rows: Iterable[Row]) -> str:
    """Rows in the notation, without ids; raises `NotesError` for a row that would not come back the same."""
    return "\n".join(map(_written, rows))


def _written(row: Row) -> str:
    levels = [row.level, *(level for level in row.accept if level != row.level)]
    extras = [f" #{row.group}:{row.axis}"] if row.group else []
    extras += [f" !{row.ruling}"] if row.ruling else []
    extras += [f" ~{row.made}"] if row.made != WRITTEN else []
    words = ",".join(level.word for level in levels)
    try:
        title, body = mark_up((row.title, row.body), [(_opening(mark), mark.quote) for mark in row.findings])
    except (ValueError, KeyError) as error:
        raise NotesError(f"{row.id or 'a row'} cannot be written in the notation: {error}") from error
    written = f"## {words} @{row.author}{''.join(extras)} | {title}\n{body}\n"
    notes, _ = read_notes(written)
    if [_comparable(note.row) for note in notes] != [_comparable(row)]:
        raise NotesError(f"{row.id or 'a row'} cannot be written in the notation")
    return written


def _comparable(row: Row) -> Row:
    """The row without its id; findings and levels in one order."""
    findings = sorted(row.findings, key=lambda mark: (mark.quote, mark.concept, _opening(mark)))
    return replace(row, id="", accept=tuple(sorted(set(row.accept))), findings=tuple(findings))


def _opening(mark: Mark) -> str:
    axes = "".join(LETTERS[word] for word in (mark.assertion, mark.temporality, mark.experiencer))
    axes += "" if mark.literal else FIGURATIVE
    return f"[[{mark.concept}|" if axes == USUAL else f"[[{mark.concept} {axes}|"
