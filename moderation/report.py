"""Words for people: a screening to read on the shell."""

from collections.abc import Iterator, Mapping

from moderation.findings import Finding, Level, Screening
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
