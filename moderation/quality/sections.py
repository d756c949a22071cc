"""The tables of the page that compare groups of posts: each takes results and gives Markdown."""

from collections.abc import Iterable, Sequence

from moderation.evaluate import Result, Scores, mention_scores, score
from moderation.findings import Finding, Level
from moderation.learned.judge import RULING
from moderation.quality.bootstrap import macro_f1, notice_f1
from moderation.quality.context import read_axes
from moderation.quality.slices import author_of, by_split
from moderation.quality.tables import Cell, table
from moderation.rates import Rate

Groups = Sequence[tuple[str, list[Result]]]
HEAD = (
    "posts",
    "right",
    "notice recall",
    "notice precision",
    "notice F1",
    "grave posts without notice",
)


def figures(results: Sequence[Result]) -> tuple[Cell, ...]:
    """The cells under `HEAD`."""
    scores = score(results)
    return (
        scores.cases,
        scores.right,
        scores.notice_recall,
        scores.notice_precision,
        notice_f1(results),
        _of(scores.no_notice),
    )


def groups_table(name: str, found: Groups) -> str:
    return table((name, *HEAD), [(group, *figures(results)) for group, results in found])


def overall(results: Sequence[Result]) -> str:
    """One row a split, with what only makes sense for many posts."""
    rows = [
        (
            name,
            len({author_of(r.case) for r in group}),
            *figures(group),
            score(group).told_to_call,
            macro_f1(group),
        )
        for name, group in [*by_split(results), ("**all**", list(results))]
    ]
    return table(("split", "authors", *HEAD, "emergencies told to call now", "macro-F1 of levels"), rows)


def by_level(results: Sequence[Result]) -> str:
    head = ("split", "level", "posts", "right, of posts at this level", "right, of posts put at this level")
    rows: list[tuple[Cell, ...]] = []
    for name, group in by_split(results):
        rows += [(name, *row) for row in _level_rows(score(group))]
    return table(head, rows)


def _level_rows(scores: Scores) -> Iterable[tuple[Cell, ...]]:
    for level in reversed(Level):
        recall, precision = scores.level_recall[level], scores.level_precision[level]
        yield level.word, recall.total, recall, precision


def confusion(results: Sequence[Result]) -> str:
    """Posts by true level (rows) and given level (columns); in brackets those that are defensible anyway."""
    levels = list(reversed(Level))
    rows: list[tuple[Cell, ...]] = []
    for true in levels:
        at_level = [result for result in results if result.case.level is true]
        cells = [_confused([r for r in at_level if r.screening.level is given], true) for given in levels]
        rows.append((f"**{true.word}**", *cells))
    return table(("true level ↓, given level →", *(level.word for level in levels)), rows)


def _confused(results: Sequence[Result], true: Level) -> str:
    defensible = sum(result.is_right for result in results if result.screening.level is not true)
    return f"{len(results)} ({defensible})" if defensible else str(len(results))


def context(results: Sequence[Result]) -> str:
    rows: list[tuple[Cell, ...]] = []
    for name, group in by_split(results):
        axes, quoted = read_axes(group)
        rows += [(name, axis.name, axis.right.total, axis.right) for axis in axes]
        rows.append((name, "quoted: not live, of those taken as quoted", quoted.total, quoted))
    return table(("split", "axis", "mentions found", "right"), rows)


def context_values(results: Sequence[Result]) -> str:
    """Each value of each axis."""
    axes, _ = read_axes(results)
    rows = [
        (
            axis.name,
            value.replace("_", " "),
            axis.recall(value).total,
            axis.recall(value),
            axis.precision(value),
        )
        for axis in axes
        for value in axis.values
    ]
    return table(("axis", "value", "marked so", "recall", "precision"), rows)


def by_concept(results: Sequence[Result]) -> str:
    """Recall of literal mentions, and how many findings a mark of the same sign backs."""
    found = sorted(mention_scores(results).items(), key=lambda item: (-item[1][0].total, item[0]))
    head = ("concept", "mentions", "found", "findings", "backed by a mention")
    return table(
        head, [(name, recall.total, recall, backed.total, backed) for name, (recall, backed) in found]
    )


def by_source(results: Sequence[Result]) -> str:
    """What kind of rule or model found the signs that asked for a notice."""
    calls: dict[str, list[bool]] = {}
    alone: dict[str, list[bool]] = {}
    for result in results:
        loud = [finding for finding in result.screening.findings if finding.level >= Level.URGENT]
        kinds = {source_kind(finding) for finding in loud}
        right = not result.is_false_alarm
        for kind in kinds:
            calls.setdefault(kind, []).append(right)
            alone.setdefault(kind, []).extend([right] if len(kinds) == 1 else [])
    head = ("found by", "posts with a notice", "rightly so", "posts with a notice by it alone", "rightly so")
    return table(
        head,
        [
            (kind, len(calls[kind]), _share(calls[kind]), len(alone[kind]), _share(alone[kind]))
            for kind in sorted(calls)
        ],
    )


def source_kind(finding: Finding) -> str:
    """ "rule file" or the word before the colon, such as "number"; and if the model had the last word."""
    head = finding.source.partition(":")[0]
    kind = "rule file" if head.endswith(".toml") else head
    by_model = any(reason.ruling == RULING for reason in finding.because)
    return f"{kind}, level set by the model" if by_model and kind != "model" else kind


def _share(rights: Sequence[bool]) -> Rate:
    return Rate(sum(rights), len(rights))


def by_trap(axes: dict[str, tuple[Rate, Rate]]) -> str:
    rows = [(name, single.total, single, whole) for name, (single, whole) in axes.items()]
    return table(("what one clause changes", "posts", "right", "whole groups right"), rows)


def _of(rate: Rate) -> str:
    return f"{rate.hits} of {rate.total}"
