"""The groups of posts that the page shows one by one: by voice, length, split and the like."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from zlib import crc32

from moderation.cases import Case
from moderation.evaluate import Result

# The last word count of each row of "by length".
LENGTHS = (20, 60, 120, 250)
# An author with fewer posts has no row of their own.
OWN_ROW = 20
# Posts of the train split that are read for the page: enough for its figures, and minutes saved.
MOST_TRAIN = 4000
KINDS = {"seed_": "seed post", "short_": "short post", "own_cases": "case of our own tests"}
"""Kinds of post by the beginning of their file's name."""
SPLITS = ("dev", "test", "train")
"""Kept apart first: the train split was read while rules were written and is what models learn from."""


def author_of(case: Case) -> str:
    """Who wrote the post; a post that names nobody is its own author."""
    return case.author or f"{case.file} {case.id}"


def split_of(case: Case) -> str:
    return case.split or "no split"


def length_of(case: Case) -> str:
    """The row of the length table, such as ``21-60 words``."""
    words = len(case.title.split()) + len(case.body.split())
    first = 1
    for last in LENGTHS:
        if words <= last:
            return f"{first}–{last} words"
        first = last + 1
    return f"over {LENGTHS[-1]} words"


def kind_of(case: Case) -> str:
    """How the text came about, as far as its file and group tell."""
    if case.group:
        return "minimal pair"
    return next((kind for start, kind in KINDS.items() if case.file.startswith(start)), "post of one voice")


def groups(results: Iterable[Result], key: Callable[[Case], str]) -> list[tuple[str, list[Result]]]:
    """The results of each group, by name."""
    found: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        found[key(result.case)].append(result)
    return sorted(found.items())


def by_voice(results: Sequence[Result]) -> list[tuple[str, list[Result]]]:
    """The groups of the table of authors; those with few posts each share the last row."""
    found = groups(results, author_of)
    few = [result for _, group in found if len(group) < OWN_ROW for result in group]
    rows = [(name, group) for name, group in found if len(group) >= OWN_ROW]
    names = {author_of(result.case) for result in few}
    return rows + ([(f"{len(names)} others, under {OWN_ROW} posts each", few)] if few else [])


def thinned(cases: Sequence[Case], most: int = MOST_TRAIN) -> list[Case]:
    """About `most` of the train split, picked by a checksum so that pairs stay whole; all of the rest."""
    train = sum(case.split == "train" for case in cases)
    every = -(-train // most)
    return [case for case in cases if case.split != "train" or _checksum(case) % max(1, every) == 0]


def _checksum(case: Case) -> int:
    return crc32(f"{case.file} {case.group or case.id}".encode())


def by_length(results: Iterable[Result]) -> list[tuple[str, list[Result]]]:
    """The groups of the length table, short posts first."""

    def first_number(row: tuple[str, list[Result]]) -> tuple[bool, int]:
        name = row[0]
        return name.startswith("over"), int(name.split("–")[0]) if "–" in name else 0

    return sorted(groups(results, length_of), key=first_number)


def by_split(results: Iterable[Result]) -> list[tuple[str, list[Result]]]:
    """The groups of the split table, what was kept apart first."""
    found = dict(groups(results, split_of))
    known = [(name, found.pop(name)) for name in SPLITS if name in found]
    return known + sorted(found.items())
