"""Adds a finding for each measurement that a number rule calls a sign (RUBRIC 10)."""

from bisect import bisect_left, bisect_right

from spacy.language import Language
from spacy.tokens import Doc, Span

from moderation.findings import Temporality
from moderation.language import folded_text
from moderation.measure import Measurement, measure
from moderation.rules import NumberRule
from moderation.sentences import token_starts


@Language.component("numbers", requires=["doc.spans"], assigns=["doc.spans"])
def set_numbers(doc: Doc) -> Doc:
    """Set ``doc._.measurements`` and add a finding for each value that a rule names."""
    rules = doc._.rules.numbers if doc._.rules is not None else ()
    doc._.measurements = tuple(measure(folded_text(doc)))
    masked = [(span.start_char, span.end_char) for span in doc.spans.get("masked", ())]
    spans = {(span.start, span.end, span.label_): span for span in doc.spans.get("findings", ())}
    for measurement in doc._.measurements:
        if any(start <= measurement.anchors[-1][0] < end for start, end in masked):
            continue
        concerned = [rule for rule in rules if rule.quantity == measurement.quantity]
        _drop_overlapping(spans, measurement, {rule.concept for rule in concerned})
        for rule in _best_rules(concerned, measurement.value):
            span = _finding(doc, measurement, rule)
            spans[(span.start, span.end, span.label_)] = span
    doc.spans["findings"] = sorted(spans.values(), key=lambda span: (span.start, span.end, span.label_))
    return doc


def _drop_overlapping(
    spans: dict[tuple[int, int, str], Span], measurement: Measurement, concepts: set[str]
) -> None:
    """A number that was read knows more than a phrase around it: "platelets dropped to 240" is no sign."""
    start, end = measurement.start, measurement.end
    for key, span in list(spans.items()):
        if span.label_ in concepts and span.start_char < end and start < span.end_char:
            del spans[key]


def _best_rules(rules: list[NumberRule], value: float) -> list[NumberRule]:
    """For each concept the fitting rule of the highest level."""
    best: dict[str, NumberRule] = {}
    for rule in rules:
        if rule.fits(value) and (rule.concept not in best or rule.level > best[rule.concept].level):
            best[rule.concept] = rule
    return list(best.values())


def _finding(doc: Doc, measurement: Measurement, rule: NumberRule) -> Span:
    starts = token_starts(doc)
    first = bisect_right(starts, measurement.start) - 1
    last = max(bisect_left(starts, measurement.end), first + 1)
    span = Span(doc, first, last, label=rule.concept, span_id=f"number:{rule.quantity} ({rule.place})")
    span._.base_level = rule.level
    span._.anchors = measurement.anchors
    if measurement.is_past:
        span._.temporality = Temporality.PAST
    return span
