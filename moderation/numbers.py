"""Adds a finding for each measurement that a number rule calls a sign (RUBRIC 10)."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from moderation.combinations import is_said
from moderation.findings import Temporality
from moderation.language import folded_text
from moderation.measure import measure
from moderation.measurement import Measurement
from moderation.rules import NumberRule
from moderation.sentences import token_starts

# Characters of the longest finding that may reach to a number; beyond it the two are not about the same.
LONGEST_FINDING = 300
# Characters of "is" or "of" before a number.
SHORT_LEAD = 8


@Language.component("numbers", requires=["doc.spans"], assigns=["doc.spans"])
def set_numbers(doc: Doc) -> Doc:
    """Set ``doc._.measurements`` and add a finding for each value that a rule names."""
    rules = doc._.rules.numbers if doc._.rules is not None else ()
    doc._.measurements = tuple(measure(folded_text(doc)))
    masks = doc.spans.get("masked", ())
    masked = {at for span in masks for at in range(span.start_char, span.end_char)}
    phrases = list(doc.spans.get("findings", ()))
    known: set[Span] = set()
    best: dict[tuple[int, int, str], tuple[Measurement, NumberRule]] = {}
    for measurement in doc._.measurements:
        if measurement.anchors[-1][0] in masked:
            continue
        concerned = [rule for rule in rules if rule.quantity == measurement.quantity]
        known.update(_overlapping(phrases, measurement, {rule.concept for rule in concerned}))
        known.update(_guesses(phrases, measurement, {rule.concept for rule in rules}))
        for rule in _best_rules(doc, concerned, measurement.value):
            key = *_tokens(doc, measurement), rule.concept
            if key not in best or best[key][1].level < rule.level:
                best[key] = measurement, rule
    numbers = [_finding(doc, measurement, rule) for measurement, rule in best.values()]
    kept = [span for span in phrases if span not in known]
    doc.spans["findings"] = sorted([*kept, *numbers], key=lambda s: (s.start, s.end, s.label_))
    return doc


def _has_needs(doc: Doc, rule: NumberRule) -> bool:
    """Whether one of the words that the rule needs is said, and not denied."""
    return not rule.needs or any(is_said(words, doc) for words in rule.needs)


def _overlapping(phrases: list[Span], measurement: Measurement, concepts: set[str]) -> Iterator[Span]:
    """A number that was read knows more than a phrase around it: "platelets dropped to 240" is no sign."""
    first = bisect_left(phrases, measurement.start - LONGEST_FINDING, key=lambda span: span.start_char)
    for span in phrases[first:]:
        if span.start_char >= measurement.end:
            return
        if span.label_ in concepts and measurement.start < span.end_char:
            yield span


def _guesses(phrases: list[Span], measurement: Measurement, concepts: set[str]) -> Iterator[Span]:
    """A phrase of hardly more than the number took it for something else: "hb is 101.2" is no fever."""
    start, end = measurement.anchors[-1]
    first = bisect_left(phrases, start - SHORT_LEAD, key=lambda span: span.start_char)
    for span in phrases[first:]:
        if span.start_char >= end:
            return
        if span.label_ in concepts and start < span.end_char <= end + 1:
            yield span


def _best_rules(doc: Doc, rules: list[NumberRule], value: float) -> list[NumberRule]:
    """For each concept the fitting rule of the highest level."""
    best: dict[str, NumberRule] = {}
    for rule in rules:
        if not rule.fits(value) or not _has_needs(doc, rule):
            continue
        if rule.concept not in best or rule.level > best[rule.concept].level:
            best[rule.concept] = rule
    return list(best.values())


def _tokens(doc: Doc, measurement: Measurement) -> tuple[int, int]:
    starts = token_starts(doc)
    first = bisect_right(starts, measurement.start) - 1
    return first, max(bisect_left(starts, measurement.end), first + 1)


def _finding(doc: Doc, measurement: Measurement, rule: NumberRule) -> Span:
    """Made once for each place and concept: all spans of the same tokens and label share their attributes."""
    first, last = _tokens(doc, measurement)
    span = Span(doc, first, last, label=rule.concept, span_id=f"number:{rule.quantity} ({rule.place})")
    span._.base_level = rule.level
    span._.anchors = measurement.anchors
    if measurement.is_past:
        span._.temporality = Temporality.PAST
    return span
