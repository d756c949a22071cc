"""Finds the signs of the rule files in a text: masks confusers, then phrases, guarded phrases, near words."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from moderation.candidates import Candidate, keep_best
from moderation.findings import Level
from moderation.phrases import Hit, Terms, Units, read_units
from moderation.rules import Company, Near, Phrase, RuleSet
from moderation.sentences import token_starts
from moderation.spelling import Speller

Hits = dict[int, list[Hit]]


@dataclass(frozen=True, slots=True)
class Mask:
    """Units in which these concepts must not be found; no concepts means none may."""

    start: int
    end: int
    concepts: frozenset[str]
    kind: str

    def covers(self, candidate: Candidate) -> bool:
        if self.concepts and candidate.concept not in self.concepts:
            return False
        return any(self._covers_run(start, end) for start, end in candidate.runs)

    def _covers_run(self, start: int, end: int) -> bool:
        # A sign longer than the idiom inside it stays: "this chest pain is killing me".
        return self.start < end and start < self.end and self.end - self.start >= end - start


@dataclass(frozen=True, slots=True)
class _Company:
    """A `Company` with its texts as term numbers."""

    needs: tuple[int, ...]
    unless: tuple[int, ...]
    within: int
    upper: bool


@dataclass(frozen=True, slots=True)
class _Rule:
    concept: str
    level: Level
    source: str
    company: _Company | None


@dataclass(frozen=True, slots=True)
class _NearRule:
    concept: str
    level: Level
    source: str
    groups: tuple[tuple[int, ...], ...]
    unless: tuple[int, ...]
    within: int


@dataclass(frozen=True, slots=True)
class _Text:
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


class Detector:
    """The detect stage of one rule set: call it with a `Doc`."""

    def __init__(self, rules: RuleSet) -> None:
        self.speller = Speller(rules.spelling)
        self.terms = Terms(self.speller, rules.words)
        self._rules: dict[int, list[_Rule]] = defaultdict(list)
        self._near: dict[int, list[_NearRule]] = defaultdict(list)
        self._confusers: dict[int, list[tuple[_Company | None, frozenset[str], str]]] = defaultdict(list)
        for symptom in rules.symptoms.values():
            self._add_phrases(symptom.id, symptom.phrases, None)
            for guarded in symptom.guarded:
                self._add_phrases(symptom.id, guarded.phrases, self._company(guarded.company))
            for near in symptom.near:
                self._add_near(symptom.id, near)
        for confuser in rules.confusers:
            company = self._company(confuser.company)
            self._confusers[self.terms.add(confuser.phrase)].append((company, confuser.hits, confuser.kind))
        self.speller.forget()

    def _company(self, company: Company) -> _Company | None:
        if not (company.needs or company.unless or company.upper):
            return None
        needs, unless = map(self._numbers, (company.needs, company.unless))
        return _Company(needs, unless, company.within, company.upper)

    def _numbers(self, texts: Iterable[str]) -> tuple[int, ...]:
        return tuple(self.terms.add(text) for text in texts)

    def _add_phrases(self, concept: str, phrases: Iterable[Phrase], company: _Company | None) -> None:
        for phrase in phrases:
            rule = _Rule(concept, phrase.level, phrase.source, company)
            self._rules[self.terms.add(phrase.text)].append(rule)

    def _add_near(self, concept: str, near: Near) -> None:
        groups = tuple(self._numbers(group) for group in near.words)
        rule = _NearRule(concept, near.level, near.source, groups, self._numbers(near.unless), near.within)
        for number in min(groups, key=len):
            self._near[number].append(rule)

    def __call__(self, doc: Doc) -> Doc:
        text = self.read(doc)
        masks = list(self.masks(text))
        doc.spans["masked"] = [to_span(doc, text.units, mask.start, mask.end, mask.kind) for mask in masks]
        candidates = [*self.phrases(text), *self.near(text)]
        unmasked = [c for c in candidates if not any(mask.covers(c) for mask in masks)]
        set_findings(doc, text.units, keep_best(unmasked))
        return doc

    def read(self, doc: Doc) -> _Text:
        """Look up all words of the doc at once."""
        units = read_units(doc.text, self.speller)
        sentences, clauses = ([span.start_char for span in doc.spans[key]] for key in ("sentences", "clauses"))
        return _Text(doc, units, self.terms.find(units), sentences, clauses)

    def masks(self, text: _Text) -> Iterator[Mask]:
        for number in text.hits.keys() & self._confusers.keys():
            for company, concepts, kind in self._confusers[number]:
                for hit in text.hits[number]:
                    if company is None or has_company(text, hit, company):
                        yield Mask(hit.start, hit.end, concepts, kind)

    def phrases(self, text: _Text) -> Iterator[Candidate]:
        for number in text.hits.keys() & self._rules.keys():
            for rule in self._rules[number]:
                for hit in text.hits[number]:
                    if rule.company is None or has_company(text, hit, rule.company):
                        rank = 1 if rule.company is None else 2
                        yield Candidate(rule.concept, hit.runs, rule.level, rule.source, rank)

    def near(self, text: _Text) -> Iterator[Candidate]:
        seen = set()
        for number in text.hits.keys() & self._near.keys():
            for rule in self._near[number]:
                if id(rule) not in seen:
                    seen.add(id(rule))
                    yield from find_near(text, rule)


def has_company(text: _Text, hit: Hit, company: _Company) -> bool:
    """Whether the words that a guarded phrase needs are there, and those that forbid it are not."""
    units = text.units
    if company.upper:
        typed = text.doc._.typed[units.starts[hit.start] : units.ends[hit.end - 1]]
        if not typed.isupper():
            return False
    first, last = hit.start - company.within, hit.end + company.within

    def beside(number: int) -> Iterator[Hit]:
        for other in text.hits.get(number, ()):
            if first <= other.start and other.end <= last and (other.end <= hit.start or hit.end <= other.start):
                yield other

    # Company may stand in the next sentence; what forbids a sign must stand in its own (recall first).
    sentence = text.sentence(hit.start)
    if any(text.sentence(other.start) == sentence for number in company.unless for other in beside(number)):
        return False
    return not company.needs or any(True for number in company.needs for _ in beside(number))


def find_near(text: _Text, rule: _NearRule) -> Iterator[Candidate]:
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


def _nearest(text: _Text, hit: Hit, clause: int, group: Sequence[Hit], chosen: Sequence[Hit]) -> Hit | None:
    free = (
        other for other in group
        if text.clause(other.start) == clause
        and all(other.end <= used.start or used.end <= other.start for used in chosen)
    )
    return min(free, key=lambda other: abs(other.start - hit.start), default=None)


def to_span(doc: Doc, units: Units, start: int, end: int, label: str, source: str = "") -> Span:
    """The tokens that hold these units; a token that a unit only touches is taken whole."""
    starts = token_starts(doc)
    first = bisect_right(starts, units.starts[start]) - 1
    last = bisect_right(starts, units.ends[end - 1] - 1)
    return Span(doc, first, max(last, first + 1), label=label, span_id=source)


def set_findings(doc: Doc, units: Units, candidates: Iterable[Candidate]) -> None:
    """Write candidates as ``doc.spans["findings"]`` with their base level and anchors."""
    spans: dict[tuple[int, int, str], Span] = {}
    for candidate in candidates:
        span = to_span(doc, units, candidate.start, candidate.end, candidate.concept, candidate.source)
        key = (span.start, span.end, candidate.concept)
        if key in spans and spans[key]._.base_level >= candidate.level:
            continue
        span._.base_level = candidate.level
        span._.anchors = tuple((units.starts[start], units.ends[end - 1]) for start, end in candidate.runs)
        spans[key] = span
    doc.spans["findings"] = sorted(spans.values(), key=lambda span: (span.start, span.end, span.label_))
