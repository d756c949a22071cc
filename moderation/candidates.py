"""Decides among overlapping matches which one speaks for the words that they share."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from moderation.findings import Level


@dataclass(frozen=True, slots=True)
class Candidate:
    """A match that may become a finding. `rank`: 0 near words, 1 phrase, 2 phrase with fitting company."""

    concept: str
    runs: tuple[tuple[int, int], ...]
    level: Level
    source: str
    rank: int

    @property
    def start(self) -> int:
        return self.runs[0][0]

    @property
    def end(self) -> int:
        return self.runs[-1][1]

    def holds(self, other: "Candidate") -> bool:
        """Whether one run of this match has all words of the other: words in a gap are not held."""
        return any(
            all(start <= first and last <= end for first, last in other.runs) for start, end in self.runs
        )

    def overlaps(self, other: "Candidate") -> bool:
        return self.start < other.end and other.start < self.end


def keep_best(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Longest match wins (FACTS 2, matching notes); each sign keeps one match per stretch of words."""
    kept: list[Candidate] = []
    for cluster in _clusters(candidates):
        near = _Neighbours(cluster)
        outer = [one for one in cluster if not any(_swallows(other, one) for other in near.of(one))]
        near = _Neighbours(outer)
        kept.extend(one for one in outer if not any(_beats(other, one) for other in _same_sign(near, one)))
    return kept


class _Neighbours:
    """Who may share words with whom: fear repeats itself, and a cluster may be as long as the post."""

    def __init__(self, ordered: Sequence[Candidate]) -> None:
        self.ordered = ordered
        self.starts = [one.start for one in ordered]
        self.longest = max((one.end - one.start for one in ordered), default=0)

    def of(self, one: Candidate) -> Sequence[Candidate]:
        """All that overlap it, and some that do not."""
        first = bisect_left(self.starts, one.start - self.longest)
        return self.ordered[first : bisect_left(self.starts, one.end)]


def _clusters(candidates: Iterable[Candidate]) -> Iterator[list[Candidate]]:
    """Groups that share words, so that a long text costs no more per word than a short one."""
    cluster: list[Candidate] = []
    reach = 0
    for one in sorted(set(candidates), key=lambda c: (c.start, c.end, c.concept, c.source)):
        if cluster and one.start >= reach:
            yield cluster
            cluster = []
        cluster.append(one)
        reach = max(reach, one.end)
    if cluster:
        yield cluster


def _swallows(other: Candidate, one: Candidate) -> bool:
    """A phrase takes the shorter matches inside it, whatever sign they stand for; near words take none."""
    if other is one or not other.rank or not other.holds(one):
        return False
    if one.rank and other.runs == one.runs:
        # The same words: of one sign the guarded rule knows more, two signs may both be meant.
        return other.concept == one.concept and other.rank > one.rank
    return True


def _same_sign(near: _Neighbours, one: Candidate) -> Iterable[Candidate]:
    return (other for other in near.of(one) if other.concept == one.concept and other.overlaps(one))


def _beats(other: Candidate, one: Candidate) -> bool:
    return other is not one and _strength(other) > _strength(one)


def _strength(candidate: Candidate) -> tuple[int, bool, int, int, str]:
    # A firm phrase before near words; among near words the tightest.
    length = candidate.end - candidate.start
    firm = candidate.rank > 0
    return (candidate.level, firm, length if firm else -length, -candidate.start, candidate.source)
