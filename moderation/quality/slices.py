"""The groups of posts that the page shows one by one: by voice, length, split and the like."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from moderation.cases import Case
from moderation.evaluate import Result

# The last word count of each row of "by length".
LENGTHS = (20, 60, 120, 250)
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
    return "seed post" if case.file.startswith("seed_") else "post of one voice"


def groups(results: Iterable[Result], key: Callable[[Case], str]) -> list[tuple[str, list[Result]]]:
    """The results of each group, by name."""
    found: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        found[key(result.case)].append(result)
    return sorted(found.items())


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
