"""What must stand near what: the company of guarded phrases, and words that mean a sign together."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from moderation.candidates import Candidate
from moderation.findings import Level
from moderation.trie import Hit, Runs
from moderation.units import Units

Hits = dict[int, list[Hit]]


@dataclass(frozen=True, slots=True)
class CompanyTerms:
    """A `Company` with its texts as term numbers."""

    needs: tuple[int, ...]
    unless: tuple[int, ...]
    within: int
    upper: bool


@dataclass(frozen=True, slots=True)
class NearRule:
    concept: str
    level: Level
    source: str
    groups: tuple[tuple[int, ...], ...]
    unless: tuple[int, ...]
    within: int


@dataclass(frozen=True, slots=True)
class SearchedText:
    """One text while it is searched."""

    doc: Doc
    units: Units
    hits: Hits
    sentences: list[int]
    clauses: list[int]

    def sentence(self, unit: int) -> int:
        return bisect_right(self.sentences, self.units.starts[unit])

    def clause(self, unit: int) -> int:
        return bisect_right(self.clauses, self.units.starts[unit])


def has_company(text: SearchedText, hit: Hit, company: CompanyTerms, *, close: bool = False) -> bool:
    """Whether the words that a guarded phrase needs are there, and those that forbid it are not.

    With `close`, what it needs must stand in its own sentence too.
    """
    units = text.units
    if company.upper:
        typed = text.doc._.typed[units.starts[hit.start] : units.ends[hit.end - 1]]
        if not typed.isupper():
            return False
    first, last = hit.start - company.within, hit.end + company.within

    def beside(number: int) -> Iterator[Hit]:
        hits = text.hits.get(number, [])
        for at in range(bisect_left(hits, first, key=_start), len(hits)):
            other = hits[at]
            if other.start > last:
                return
            if other.end <= last and (other.end <= hit.start or hit.end <= other.start):
                yield other

    # What makes a sign may stand in the next sentence; what forbids one must stand in its own (recall first).
    sentence = text.sentence(hit.start)
    if any(text.sentence(other.start) == sentence for number in company.unless for other in beside(number)):
        return False
    return not company.needs or any(
        not close or text.sentence(other.start) == sentence
        for number in company.needs
        for other in beside(number)
    )


def find_near(text: SearchedText, rule: NearRule) -> Iterator[Candidate]:
    """One word of each list close together in one clause, in any order."""
    if any(text.hits.keys().isdisjoint(group) for group in rule.groups):
        return
    first, *others = [_by_clause(text, group) for group in rule.groups]
    forbidden = _by_clause(text, rule.unless)
    for clause, hits in first.items():
        lists = [other.get(clause) for other in others]
        if clause in forbidden or not all(lists):
            continue
        for hit in hits:
            runs = _runs(hit, [group for group in lists if group])
            if runs and runs[-1][0] - runs[0][0] <= rule.within:
                yield Candidate(rule.concept, runs, rule.level, rule.source, 0)


def _by_clause(text: SearchedText, numbers: Sequence[int]) -> dict[int, list[Hit]]:
    """The places of some terms, clause by clause."""
    clauses: dict[int, list[Hit]] = {}
    for number in numbers:
        for hit in text.hits.get(number, ()):
            clauses.setdefault(text.clause(hit.start), []).append(hit)
    return clauses


def _runs(hit: Hit, lists: Sequence[Sequence[Hit]]) -> Runs:
    """The words nearest to one hit, one of each list; nothing when a list has none that is free."""
    chosen = [hit]
    for group in lists:
        free = [other for other in group if all(other.end <= u.start or u.end <= other.start for u in chosen)]
        if not free:
            return ()
        chosen.append(min(free, key=lambda other: abs(other.start - hit.start)))
    return tuple(sorted((word.start, word.end) for word in chosen))


def _start(hit: Hit) -> int:
    return hit.start
