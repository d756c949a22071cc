"""Ids of new rows: a few letters for the file, then a number."""

import re
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

from moderation.corpus_rows import Entry

ID = re.compile(r"([a-z]+)([0-9]+)")


def new_ids(entries: Sequence[Entry], target: Path) -> Iterator[str]:
    """Ids that follow those of the file, without end; a new file gets letters that no other has."""
    used = [(entry.file, found) for entry in entries if (found := ID.fullmatch(entry.row.id))]
    letters = [found[1] for file, found in used if file == target]
    prefix = letters[-1] if letters else _new_prefix(target.stem, {found[1] for _, found in used})
    last = max((int(found[2]) for _, found in used if found[1] == prefix), default=0)
    return (f"{prefix}{number:04d}" for number in count(last + 1))


def _new_prefix(name: str, taken: set[str]) -> str:
    words = re.findall("[a-z]+", name.lower()) or ["x"]
    initials = "".join(word[0] for word in words)
    whole = "".join(words)
    choices = [initials] * (len(initials) > 1) + [whole[:length] for length in range(2, len(whole) + 1)]
    return next((choice for choice in choices if choice not in taken), whole + "x" * len(taken))
