"""Measures a screener on labelled posts: what it finds, what it misses, what it cries wolf about."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from moderation.cases import Case, Mention
from moderation.findings import Finding, Level, Screening
from moderation.rates import Rate

# Posts below which starting further processes takes longer than reading.
WORTH_SHARING = 500


class Reader(Protocol):
    """Whatever gives posts a level."""

    def screen(self, title: str = "", body: str = "") -> Screening: ...


@runtime_checkable
class Pipe(Protocol):
    """A reader that can share the work among processes."""

    def pipe(self, posts: Iterable[tuple[str, str]], processes: int = 1) -> Iterator[Screening]: ...


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
    told_to_call: Rate  # emergency posts whose card names the emergency number: theirs, or that of a crisis

    def named(self) -> dict[str, float | None]:
        """The figures that a floors file may name."""
        figures = {
            "right": self.right.value,
            "notice_recall": self.notice_recall.value,
            "notice_precision": self.notice_precision.value,
            "told_to_call": self.told_to_call.value,
        }
        for level in Level:
            figures[f"{level.word}_recall"] = self.level_recall[level].value
            figures[f"{level.word}_precision"] = self.level_precision[level].value
        return figures


@dataclass(slots=True)
class Evaluation:
    """All results, and the figures that floors are set for."""

    results: list[Result]
    version: str
    all: Scores = field(init=False)
    axes: dict[str, tuple[Rate, Rate]] = field(init=False)

    def __post_init__(self) -> None:
        self.all = score(self.results)
        self.axes = {
            name: _pairs(group) for name, group in _grouped(self.results, lambda r: r.case.axis) if name
        }


def evaluate(reader: Reader, cases: Sequence[Case], processes: int = 1) -> Evaluation:
    """Screen every case. A `ScreeningError` is not caught: a screener that breaks has no quality."""
    results = read_all(reader, cases, processes)
    return Evaluation(results, results[0].screening.version if results else "")


def read_all(reader: Reader, cases: Sequence[Case], processes: int = 1) -> list[Result]:
    """Each case with its screening, in order."""
    posts = [(case.title, case.body) for case in cases]
    if processes > 1 and len(posts) >= WORTH_SHARING and isinstance(reader, Pipe):
        screenings: Iterable[Screening] = reader.pipe(posts, processes)
    else:
        screenings = (reader.screen(title=title, body=body) for title, body in posts)
    return [Result(case, screening) for case, screening in zip(cases, screenings, strict=True)]


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
        told_to_call=_rate(
            [r for r in grave if r.case.level is Level.EMERGENCY],
            lambda r: r.screening.level >= Level.EMERGENCY,
        ),
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


def mention_scores(results: Sequence[Result]) -> dict[str, tuple[Rate, Rate]]:
    """By concept: of the literal mentions those found, and of the findings those that a mention backs."""
    marked = Counter(m.concept for result in results for m in result.case.mentions if m.literal)
    found = Counter(mention.concept for mention, _ in found_mentions(results))
    given, backed = Counter[str](), Counter[str]()
    for result in results:
        own = {id(finding) for mention in result.case.mentions for finding in findings_for(mention, result)}
        given.update(finding.concept for finding in result.screening.findings)
        backed.update(finding.concept for finding in result.screening.findings if id(finding) in own)
    return {
        name: (Rate(found[name], marked[name]), Rate(backed[name], given[name]))
        for name in sorted(marked.keys() | given.keys())
    }


def found_mentions(results: Iterable[Result], literal_only: bool = True) -> Iterator[tuple[Mention, Finding]]:
    """Each marked mention that was found, with the first finding for it."""
    for result in results:
        for mention in result.case.mentions:
            finding = next(findings_for(mention, result), None)
            if finding is not None and (mention.literal or not literal_only):
                yield mention, finding


def findings_for(mention: Mention, result: Result) -> Iterator[Finding]:
    """The findings of the same concept that share words with the marked quote."""
    for name, text in (("title", result.case.title), ("body", result.case.body)):
        start = text.find(mention.quote)
        end = start + len(mention.quote)
        for finding in result.screening.findings:
            is_same = finding.concept == mention.concept and finding.field == name
            if start >= 0 and is_same and finding.start < end and start < finding.end:
                yield finding
