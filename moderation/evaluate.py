"""Measures a screener on labelled posts: what it finds, what it misses, what it cries wolf about."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from moderation.cases import Case, Mention
from moderation.findings import Finding, Level, Screening
from moderation.rates import Rate


class Reader(Protocol):
    def screen(self, title: str = "", body: str = "") -> Screening: ...


@dataclass(frozen=True, slots=True)
class Result:
    """One case with what the screener made of it."""

    case: Case
    screening: Screening

    @property
    def is_right(self) -> bool:
        return self.screening.level in self.case.accept

    @property
    def is_missed(self) -> bool:
        """Needs a notice and got none, and no accepted reading goes without."""
        return self.case.level >= Level.URGENT > self.screening.level and not self.is_right

    @property
    def is_false_alarm(self) -> bool:
        """Got a notice that no accepted reading calls for."""
        return self.screening.level >= Level.URGENT and max(self.case.accept) < Level.URGENT


@dataclass(frozen=True, slots=True)
class Scores:
    """How one set of cases came out."""

    cases: int
    right: Rate
    notice_recall: Rate
    notice_precision: Rate
    level_recall: dict[Level, Rate]
    level_precision: dict[Level, Rate]
    no_notice: Rate  # crisis and emergency posts that got no notice at all

    def named(self) -> dict[str, float | None]:
        """The figures that a floors file may name."""
        figures = {
            "right": self.right.value,
            "notice_recall": self.notice_recall.value,
            "notice_precision": self.notice_precision.value,
        }
        for level in Level:
            figures[f"{level.word}_recall"] = self.level_recall[level].value
            figures[f"{level.word}_precision"] = self.level_precision[level].value
        return figures


@dataclass(slots=True)
class Evaluation:
    """All results, and the tables made from them."""

    results: list[Result]
    version: str
    apart: frozenset[str] = frozenset()  # case files that were kept apart when the rules were written
    all: Scores = field(init=False)
    files: dict[str, Scores] = field(init=False)
    parts: dict[str, Scores] = field(init=False)
    axes: dict[str, tuple[Rate, Rate]] = field(init=False)
    concepts: dict[str, Rate] = field(init=False)
    context: dict[str, Rate] = field(init=False)

    def __post_init__(self) -> None:
        self.all = score(self.results)
        self.files = {name: score(group) for name, group in _grouped(self.results, lambda r: r.case.file)}
        kept = [result for result in self.results if result.case.file in self.apart]
        self.parts = {
            "used while the rules were written": score(
                [r for r in self.results if r.case.file not in self.apart]
            ),
            "kept apart": score(kept),
        }
        self.axes = {
            name: _pairs(group) for name, group in _grouped(self.results, lambda r: r.case.axis) if name
        }
        self.concepts, self.context = mention_scores(self.results)


def evaluate(reader: Reader, cases: Iterable[Case], apart: Iterable[str] = ()) -> Evaluation:
    """Screen every case. A `ScreeningError` is not caught: a screener that breaks has no quality."""
    results = [Result(case, reader.screen(title=case.title, body=case.body)) for case in cases]
    return Evaluation(results, results[0].screening.version if results else "", frozenset(apart))


def score(results: Sequence[Result]) -> Scores:
    need = [result for result in results if result.case.level >= Level.URGENT]
    given = [result for result in results if result.screening.level >= Level.URGENT]
    grave = [result for result in results if result.case.level >= Level.EMERGENCY]
    return Scores(
        cases=len(results),
        right=_rate(results, lambda r: r.is_right),
        notice_recall=_rate(need, lambda r: not r.is_missed),
        notice_precision=_rate(given, lambda r: not r.is_false_alarm),
        level_recall={
            level: _rate([r for r in results if r.case.level is level], lambda r: r.is_right)
            for level in Level
        },
        level_precision={
            level: _rate([r for r in results if r.screening.level is level], lambda r: r.is_right)
            for level in Level
        },
        no_notice=_rate(grave, lambda r: r.is_missed),
    )


def _rate(results: Sequence[Result], test: Callable[[Result], bool]) -> Rate:
    return Rate(sum(map(test, results)), len(results))


def _grouped(results: Iterable[Result], key: Callable[[Result], str]) -> list[tuple[str, list[Result]]]:
    groups: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        groups[key(result)].append(result)
    return sorted(groups.items())


def _pairs(results: Sequence[Result]) -> tuple[Rate, Rate]:
    """Single posts that are right, and whole groups: a pair counts when both sides are told apart."""
    groups = [group for name, group in _grouped(results, lambda r: r.case.group) if name]
    whole = sum(all(result.is_right for result in group) for group in groups)
    return _rate(results, lambda r: r.is_right), Rate(whole, len(groups))


def mention_scores(results: Iterable[Result]) -> tuple[dict[str, Rate], dict[str, Rate]]:
    """Recall of literal mentions by concept; and of those found, how often each context axis is right."""
    seen: Counter[str] = Counter()
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for result in results:
        for mention in result.case.mentions:
            if not mention.literal:
                continue
            seen[mention.concept] += 1
            finding = _finding_for(mention, result)
            if finding is not None:
                found[mention.concept] += 1
                right["assertion"] += finding.assertion.value == mention.assertion
                right["temporality"] += finding.temporality.value == mention.temporality
                right["experiencer"] += finding.experiencer.value == mention.experiencer
    concepts = {concept: Rate(found[concept], seen[concept]) for concept in sorted(seen)}
    axes = ("assertion", "temporality", "experiencer")
    return concepts, {axis: Rate(right[axis], found.total()) for axis in axes}


def _finding_for(mention: Mention, result: Result) -> Finding | None:
    """The finding of the same concept that shares words with the marked quote."""
    for name, text in (("title", result.case.title), ("body", result.case.body)):
        start = text.find(mention.quote)
        end = start + len(mention.quote)
        for finding in result.screening.findings:
            is_same = finding.concept == mention.concept and finding.field == name
            if start >= 0 and is_same and finding.start < end and start < finding.end:
                return finding
    return None
