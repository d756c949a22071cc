"""Finds posts that are nearly the same, by the runs of four words that they share."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from moderation.corpus_rows import Entry

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
RUN = 4
MOST_ALIKE = 0.5
"""Shared runs of all runs of both, above which two posts are nearly the same."""
MOST_HELD = 0.35
FEWEST_HELD = 5
"""Shared runs of the shorter post's, above which it is held by the longer one, and how many it takes."""

Runs = frozenset[tuple[str, ...]]


def runs_of(text: str) -> Runs:
    """Every run of four words; a shorter text is one run."""
    words = WORD.findall(text.casefold().replace("’", "'"))
    return frozenset(tuple(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1)) if words)


def twins(entries: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Pairs of nearly the same posts, in the order of the corpus; pairs of one group and split are meant."""
    runs = [runs_of(entry.row.text) for entry in entries]
    seen = Counter(run for own in runs for run in own)
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, own in enumerate(runs):
        common = [run for run in own if seen[run] > 1]  # a run that one post has says nothing of pairs
        shared = Counter(other for run in common for other in holders[run])
        for other, count in sorted(shared.items()):
            if _alike(count, len(own), len(runs[other])) and not _meant(entries[other], entries[place]):
                yield entries[other], entries[place]
        for run in common:
            holders[run].append(place)


def _alike(shared: int, one: int, other: int) -> bool:
    held = shared >= FEWEST_HELD and shared > MOST_HELD * min(one, other)
    return held or shared > MOST_ALIKE * (one + other - shared)


def _meant(one: Entry, other: Entry) -> bool:
    return bool(one.row.group) and one.row.group == other.row.group and one.split == other.split
