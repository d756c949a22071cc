"""What must stand near what: the company of guarded phrases, and words that mean a sign together."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from moderation.candidates import Candidate
from moderation.findings import Level
from moderation.trie import Hit
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


def has_company(text: SearchedText, hit: Hit, company: CompanyTerms) -> bool:
    """Whether the words that a guarded phrase needs are there, and those that forbid it are not."""
    units = text.units
    if company.upper:
        typed = text.doc._.typed[units.starts[hit.start] : units.ends[hit.end - 1]]
        if not typed.isupper():
            return False
    first, last = hit.start - company.within, hit.end + company.within

    def beside(number: int) -> Iterator[Hit]:
        for other in text.hits.get(number, ()):
            if (
                first <= other.start
                and other.end <= last
                and (other.end <= hit.start or hit.end <= other.start)
            ):
                yield other

    # Company may stand in the next sentence; what forbids a sign must stand in its own (recall first).
    sentence = text.sentence(hit.start)
    if any(text.sentence(other.start) == sentence for number in company.unless for other in beside(number)):
        return False
    return not company.needs or any(True for number in company.needs for _ in beside(number))


def find_near(text: SearchedText, rule: NearRule) -> Iterator[Candidate]:
    """One word of each list close together in one clause, in any order."""
    lists = [[hit for number in group for hit in text.hits.get(number, ())] for group in rule.groups]
    if not all(lists):
        return
    forbidden = {text.clause(hit.start) for number in rule.unless for hit in text.hits.get(number, ())}
    for hit in lists[0]:
        clause = text.clause(hit.start)
        if clause in forbidden:
            continue
        chosen = [hit]
        for group in lists[1:]:
            best = _nearest(text, hit, clause, group, chosen)
            if best is None:
                break
            chosen.append(best)
        else:
            runs = tuple(sorted((word.start, word.end) for word in chosen))
            if runs[-1][0] - runs[0][0] <= rule.within:
                yield Candidate(rule.concept, runs, rule.level, rule.source, 0)


def _nearest(
    text: SearchedText, hit: Hit, clause: int, group: Sequence[Hit], chosen: Sequence[Hit]
) -> Hit | None:
    free = (
        other
        for other in group
        if text.clause(other.start) == clause
        and all(other.end <= used.start or used.end <= other.start for used in chosen)
    )
    return min(free, key=lambda other: abs(other.start - hit.start), default=None)
