"""Words for people: a screening to read on the shell, an evaluation as a Markdown page."""

from collections.abc import Iterator, Mapping, Sequence

from moderation.evaluate import Evaluation, Scores
from moderation.findings import Finding, Level, Screening
from moderation.rates import Rate
from moderation.rules import Symptom

FOLLOWS = {
    Level.CRISIS: "crisis notice, review item on top of the queue",
    Level.EMERGENCY: "emergency notice, review item",
    Level.URGENT: "notice to call the treatment team today, review item",
    Level.INFO: "one quiet line for readers",
    Level.NONE: "nothing",
}


def describe_screening(screening: Screening, symptoms: Mapping[str, Symptom]) -> str:
    """A screening as plain text: the level, what follows, each finding with its reasons."""
    lines = [f"level: {screening.level.word} ({FOLLOWS[screening.level]})"]
    for finding in screening.findings:
        lines.extend(["", *_describe_finding(finding, symptoms)])
    if not screening.findings:
        lines.append("no findings")
    lines.extend(["", f"read by version {screening.version}"])
    return "\n".join(lines)


def _describe_finding(finding: Finding, symptoms: Mapping[str, Symptom]) -> Iterator[str]:
    symptom = symptoms.get(finding.concept)
    name = symptom.name if symptom else finding.concept.replace("_", " ")
    quote = " ".join(finding.quote.split())
    yield f'{finding.field} {finding.start}-{finding.end}  "{quote}"'
    yield f"    {name} ({finding.concept}): {finding.level.word}"
    context = (
        finding.assertion.value,
        finding.temporality.value,
        finding.experiencer.value.replace("_", " "),
    )
    yield f"    {', '.join(context)}"
    for reason in finding.because:
        yield f"    because {reason.text} [{reason.ruling}]"
    yield f"    found by {finding.source}"


def evaluation_page(evaluation: Evaluation, packs: Sequence[str]) -> str:
    """The Markdown page of `evaluate`, figures with 95 % Wilson intervals."""
    parts = [
        "# Screening quality",
        "Printed by `python -m moderation evaluate`; do not edit by hand.",
        f"Version `{evaluation.version}`, packs: {', '.join(packs) or 'none'}, "
        f"{evaluation.all.cases} labelled posts. "
        "A post is right when its level is one that a careful nurse could defend (`accept`). "
        "A notice is given from `urgent` up. Ranges are 95 % Wilson intervals.",
        "## All posts",
        _overall(evaluation.all),
        "## By level",
        _by_level(evaluation.all),
        "## By case file",
        _by_file(evaluation),
    ]
    if evaluation.axes:
        rows = [(name, single.total, single, whole) for name, (single, whole) in evaluation.axes.items()]
        parts += [
            "## By trap",
            _table(("what one clause changes", "posts", "right", "whole groups right"), rows),
        ]
    parts += ["## Context of the mentions found", _table(("axis", "right"), list(evaluation.context.items()))]
    concepts = sorted(evaluation.concepts.items(), key=lambda item: (-item[1].total, item[0]))
    rows_by_concept = [(name, rate.total, rate) for name, rate in concepts]
    parts += ["## Mentions found, by concept", _table(("concept", "mentions", "found"), rows_by_concept)]
    return "\n\n".join(parts) + "\n"


def _by_level(scores: Scores) -> str:
    head = ("level", "posts", "right, of posts at this level", "right, of posts put at this level")
    rows = [
        (
            level.word,
            scores.level_recall[level].total,
            scores.level_recall[level],
            scores.level_precision[level],
        )
        for level in reversed(Level)
    ]
    return _table(head, rows)


def _by_file(evaluation: Evaluation) -> str:
    head = ("file", "posts", "right", "notice recall", "notice precision", "grave posts without notice")
    rows = dict(evaluation.files)
    if evaluation.apart:
        # Only these say how strangers' posts will fare: rules were written looking at the others.
        rows |= {f"**{name}**": scores for name, scores in evaluation.parts.items()}
    return _table(
        head,
        [
            (
                name,
                scores.cases,
                scores.right,
                scores.notice_recall,
                scores.notice_precision,
                f"{scores.no_notice.hits} of {scores.no_notice.total}",
            )
            for name, scores in rows.items()
        ],
    )


def _overall(scores: Scores) -> str:
    grave = scores.no_notice
    return _table(
        ("measure", "figure"),
        [
            ("right", scores.right),
            ("notice recall", scores.notice_recall),
            ("notice precision", scores.notice_precision),
            ("crisis and emergency posts without any notice", f"{grave.hits} of {grave.total}"),
        ],
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[str | int | Rate]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "| " + " | ".join("---" for _ in head) + " |"]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)
