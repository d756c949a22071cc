"""Checks the corpus: each row by itself (words, quotes, level by the rubric), then all of them together."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from moderation.corpus_concepts import Concepts
from moderation.corpus_notation import ASSERTIONS, EXPERIENCERS, TEMPORALITIES
from moderation.corpus_rows import TEMPLATE, WRITTEN, Entry, Mark, Problem, Row
from moderation.corpus_twins import twins
from moderation.findings import Level

AXES = frozenset(
    """amount cause combination dose ended experiencer hedge hypothetical idiom intent known_new mood
    name_sign negation number onset outcome person question quote real_fiction ruled_out setting site tense
    time title unit""".split()
)
"""What one clause can change within a group of minimal pairs."""
RULINGS = frozenset(map(str, range(1, 16)))
"""Rulings of docs/rubric.md."""


def check_corpus(entries: Sequence[Entry], concepts: Concepts) -> list[Problem]:
    """Everything that is wrong, by file and line."""
    found = [
        Problem(entry.file, entry.line, reason)
        for entry in entries
        for reason in check_row(entry.row, concepts)
    ]
    for check in (check_places, check_ids, check_authors, check_groups, check_texts, check_twins):
        found += check(entries)
    return sorted(found, key=lambda problem: (problem.file, problem.line))


def check_row(row: Row, concepts: Concepts) -> Iterator[str]:
    """What is wrong with one row by itself."""
    if not row.author or row.author != "".join(row.author.split()):
        yield "the author is no name without blanks"
    if not row.text:
        yield "no text"
    if row.title != row.title.strip() or row.body != row.body.strip():
        yield "blanks around the title or the body"
    if row.level not in row.accept or len(set(row.accept)) < len(row.accept):
        yield "accept must hold the level, and each level once"
    yield from check_labels(row)
    for mark in row.findings:
        yield from check_mark(mark, row, concepts)
    for mark, times in Counter(row.findings).items():
        if times > max(1, row.text.count(mark.quote)):
            yield f"{mark.concept} is marked more often than {mark.quote!r} stands in the text"
    if not row.ruling:
        yield from check_level(row, concepts)


def check_labels(row: Row) -> Iterator[str]:
    if bool(row.group) != bool(row.axis):
        yield "group and axis go together"
    if row.axis and row.axis not in AXES:
        yield f"unknown axis {row.axis}"
    if row.ruling and row.ruling not in RULINGS:
        yield f"unknown ruling {row.ruling}"
    if row.made not in (WRITTEN, TEMPLATE):
        yield f"unknown way of making: {row.made}"


def check_mark(mark: Mark, row: Row, concepts: Concepts) -> Iterator[str]:
    if not mark.quote.strip():
        yield f"a quote of {mark.concept} is empty"
    elif mark.quote not in row.title and mark.quote not in row.body:
        yield f"the quote {mark.quote!r} is not in the text"
    elif not any(stands_alone(mark.quote, text) for text in (row.title, row.body)):
        yield f"the quote {mark.quote!r} begins or ends within a word"
    if mark.concept not in concepts.known:
        yield f"unknown concept {mark.concept}"
    for word, words in (
        (mark.assertion, ASSERTIONS),
        (mark.temporality, TEMPORALITIES),
        (mark.experiencer, EXPERIENCERS),
    ):
        if word not in words.values():
            yield f"{word!r} is not one of {', '.join(words.values())}"


def stands_alone(quote: str, text: str) -> bool:
    """Whether the quote stands in the text somewhere without cutting a word or a number."""
    return any(
        not _joined(text[: found.start()][-1:] + quote[0])
        and not _joined(quote[-1] + text[found.end() :][:1])
        for found in re.finditer(re.escape(quote), text)
    )


def _joined(pair: str) -> bool:
    return len(pair) == 2 and (pair.isalpha() or pair.isdigit())  # a unit may stick to its number: "39C"


def check_level(row: Row, concepts: Concepts) -> Iterator[str]:
    """Whether the level follows from the marks; a stated ruling excuses a row from this."""
    live = {mark.concept for mark in row.live}
    if row.level >= Level.URGENT and not live:
        yield f"{row.level.word} without a sign that is live"
    elif row.level is Level.CRISIS and not live & concepts.crisis:
        yield "crisis without a live sign of one"
    elif row.level is Level.EMERGENCY and not live & concepts.life_threatening and len(row.live) < 2:
        yield "emergency with one live sign that threatens no life: mark the other one, or name the ruling"
    elif row.level <= Level.INFO and live:
        yield f"{row.level.word} with a live sign ({min(live)}): mend one of them, or name the ruling"
    elif row.level is Level.INFO and not row.findings:
        yield "info without a mark"


def check_places(entries: Sequence[Entry]) -> Iterator[Problem]:
    for file in dict.fromkeys(entry.file for entry in entries if not entry.split):
        yield Problem(file, 1, "lies in none of train/, dev/ and test/")


def check_ids(entries: Sequence[Entry]) -> Iterator[Problem]:
    first: dict[str, Entry] = {}
    for entry in entries:
        other = first.setdefault(entry.row.id, entry)
        if not entry.row.id:
            yield Problem(entry.file, entry.line, "no id")
        elif other is not entry:
            yield _points_to(entry, f"the id {entry.row.id} stands", other)


def check_authors(entries: Sequence[Entry]) -> Iterator[Problem]:
    """Nobody writes in two splits: otherwise a reader could learn the person and not the sign."""
    first: dict[str, Entry] = {}
    for entry in entries:
        other = first.setdefault(entry.row.author, entry)
        if other.split != entry.split:
            yield _points_to(entry, f"the author {entry.row.author} also writes in another split", other)


def check_groups(entries: Sequence[Entry]) -> Iterator[Problem]:
    groups = _by(entries, lambda entry: entry.row.group)
    for name, members in groups.items():
        first = members[0]
        if len(members) < 2:
            yield Problem(first.file, first.line, f"the group {name} has one post")
        elif len({entry.row.level for entry in members}) == 1:
            yield Problem(first.file, first.line, f"the posts of the group {name} have one level")
        for entry in members:
            if entry.file != first.file:
                yield _points_to(entry, f"the group {name} also stands", first)


def check_texts(entries: Sequence[Entry]) -> Iterator[Problem]:
    """No text stands twice, in a group or anywhere."""
    first: dict[str, Entry] = {}
    for entry in entries:
        other = first.setdefault(" ".join(entry.row.text.casefold().split()), entry)
        if other is not entry:
            yield _points_to(entry, "the same text stands", other)


def check_twins(entries: Sequence[Entry]) -> Iterator[Problem]:
    """Nearly the same post in two splits."""
    for one, other in twins(entries):
        if one.split != other.split:
            yield _points_to(other, "nearly the same post stands", one)


def _points_to(entry: Entry, what: str, other: Entry) -> Problem:
    return Problem(entry.file, entry.line, f"{what} at {other.file}:{other.line}")


def _by(entries: Sequence[Entry], key: Callable[[Entry], str]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if key(entry):
            found[key(entry)].append(entry)
    return found
