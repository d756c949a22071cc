"""Finds the signs of the rule files in a text: masks confusers, then phrases, guarded phrases, near words."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from moderation.candidates import Candidate, keep_best
from moderation.company import CompanyTerms, NearRule, SearchedText, find_near, has_company
from moderation.findings import Level
from moderation.language import folded_text
from moderation.phrases import Terms
from moderation.rules import Company, Near, Phrase, RuleSet
from moderation.sentences import token_starts
from moderation.spelling import Speller
from moderation.units import Units, read_units


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
class _Rule:
    concept: str
    level: Level
    source: str
    company: CompanyTerms | None


class Detector:
    """The detect stage of one rule set: call it with a `Doc`."""

    def __init__(self, rules: RuleSet) -> None:
        self.speller = Speller(rules.spelling)
        self.terms = Terms(self.speller, rules.words)
        self._rules: dict[int, list[_Rule]] = defaultdict(list)
        self._near: dict[int, list[NearRule]] = defaultdict(list)
        self._confusers: dict[int, list[tuple[CompanyTerms | None, frozenset[str], str]]] = defaultdict(list)
        for symptom in rules.symptoms.values():
            self._add_phrases(symptom.id, symptom.phrases, None)
            for guarded in symptom.guarded:
                self._add_phrases(symptom.id, guarded.phrases, self._company(guarded.company))
            for near in symptom.near:
                self._add_near(symptom.id, near)
        for confuser in rules.confusers:
            company = self._company(confuser.company)
            self._confusers[self.terms.add(confuser.phrase)].append((company, confuser.hits, confuser.kind))
        self._finder = self.terms.finish()

    def _company(self, company: Company) -> CompanyTerms | None:
        if not (company.needs or company.unless or company.upper):
            return None
        needs, unless = map(self._numbers, (company.needs, company.unless))
        return CompanyTerms(needs, unless, company.within, company.upper)

    def _numbers(self, texts: Iterable[str]) -> tuple[int, ...]:
        return tuple(self.terms.add(text) for text in texts)

    def _add_phrases(self, concept: str, phrases: Iterable[Phrase], company: CompanyTerms | None) -> None:
        for phrase in phrases:
            rule = _Rule(concept, phrase.level, phrase.source, company)
            self._rules[self.terms.add(phrase.text)].append(rule)

    def _add_near(self, concept: str, near: Near) -> None:
        groups = tuple(self._numbers(group) for group in near.words)
        rule = NearRule(concept, near.level, near.source, groups, self._numbers(near.unless), near.within)
        for number in min(groups, key=len):
            self._near[number].append(rule)

    def __call__(self, doc: Doc) -> Doc:
        text = self.read(doc)
        masks = sorted(self.masks(text), key=_start)
        doc.spans["masked"] = [to_span(doc, text.units, mask.start, mask.end, mask.kind) for mask in masks]
        candidates = [*self.phrases(text), *self.near(text)]
        longest = max((mask.end - mask.start for mask in masks), default=0)
        unmasked = [c for c in candidates if not _is_masked(c, masks, longest)]
        set_findings(doc, text.units, keep_best(unmasked))
        return doc

    def read(self, doc: Doc) -> SearchedText:
        """Look up all words of the doc at once."""
        units = read_units(folded_text(doc), self.speller)
        sentences, clauses = (
            [span.start_char for span in doc.spans[key]] for key in ("sentences", "clauses")
        )
        return SearchedText(doc, units, self._finder.find(units), sentences, clauses)

    def masks(self, text: SearchedText) -> Iterator[Mask]:
        for number in text.hits.keys() & self._confusers.keys():
            for company, concepts, kind in self._confusers[number]:
                for hit in text.hits[number]:
                    # "The parking costs more every year. Worst headache of my life …": no figure of speech.
                    if company is None or has_company(text, hit, company, close=True):
                        yield Mask(hit.start, hit.end, concepts, kind)

    def phrases(self, text: SearchedText) -> Iterator[Candidate]:
        for number in text.hits.keys() & self._rules.keys():
            for rule in self._rules[number]:
                for hit in text.hits[number]:
                    if rule.company is None or has_company(text, hit, rule.company):
                        rank = 1 if rule.company is None else 2
                        yield Candidate(rule.concept, hit.runs, rule.level, rule.source, rank)

    def near(self, text: SearchedText) -> Iterator[Candidate]:
        seen = set()
        for number in text.hits.keys() & self._near.keys():
            for rule in self._near[number]:
                if id(rule) not in seen:
                    seen.add(id(rule))
                    yield from find_near(text, rule)


def _start(mask: Mask) -> int:
    return mask.start


def _is_masked(candidate: Candidate, masks: Sequence[Mask], longest: int) -> bool:
    for at in range(bisect_left(masks, candidate.start - longest, key=_start), len(masks)):
        if masks[at].start >= candidate.end:
            return False
        if masks[at].covers(candidate):
            return True
    return False


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
