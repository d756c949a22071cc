"""Stage: signs that together ask for more than each alone (RUBRIC 11; FACTS 2.1).

Only what is happening now to the author, or to someone they speak for, counts as a partner.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from spacy.tokens import Doc, Span

from moderation.denial import find_denial
from moderation.findings import Assertion, Experiencer, Reason, Temporality
from moderation.reading import read
from moderation.rules import Combination
from moderation.scope import Scope, add_reason
from moderation.words import split_words

# The label's window for strokes and heart signs after an infusion, in days; the cue group names the same.
RECENT_DAYS = 3


def set_combinations(docs: Sequence[Doc]) -> None:
    """Raise the level of findings that stand together in one post, over its title and body."""
    rules = next((doc._.rules for doc in docs if doc._.rules is not None), None)
    live = [span for doc in docs for span in doc.spans.get("findings", ()) if is_live(span)]
    if rules is None or not live:
        return
    for combination in rules.combinations:
        partners = _partners(combination, live)
        if partners and _has_words(combination, docs) and _is_recent(combination, docs):
            for span in partners:
                _raise(span, combination, partners)


def is_live(span: Span) -> bool:
    """Whether a sign is there (or may be), now, in someone whom the notice can reach, and meant so."""
    return (
        span._.assertion in (Assertion.PRESENT, Assertion.POSSIBLE)
        and span._.temporality is Temporality.CURRENT
        and span._.experiencer is not Experiencer.OTHER
        and not (span._.figurative or span._.quoted or span._.general)
    )


def _partners(combination: Combination, live: Sequence[Span]) -> list[Span]:
    """One or more findings for each list of the combination, or nothing."""
    groups = [[span for span in live if span.label_ in concepts] for concepts in combination.together]
    if not groups or not all(groups):
        return []
    spans = [span for group in groups for span in group]
    partners = list({(id(span.doc), span.start, span.end, span.label): span for span in spans}.values())
    return partners if len(partners) >= len(groups) else []


def _has_words(combination: Combination, docs: Sequence[Doc]) -> bool:
    return all(
        any(is_said(phrase, doc) for phrase in phrases for doc in docs) for phrases in combination.words
    )


def is_said(phrase: str, doc: Doc) -> bool:
    """Whether the words stand in the text and are not denied there."""
    reading = read(doc)
    wanted = _words_of(phrase)
    texts, length = reading.words.texts, len(wanted)
    if wanted and wanted[0] not in texts:
        return False
    return any(
        texts[at : at + length] == wanted and find_denial(Scope(reading, at, at + length)) is None
        for at in range(len(texts) - length + 1)
    )


@lru_cache(maxsize=1_000)
def _words_of(phrase: str) -> tuple[str, ...]:
    return split_words(phrase).texts


def _is_recent(combination: Combination, docs: Sequence[Doc]) -> bool:
    if combination.days_since_infusion is None:
        return True
    return combination.days_since_infusion <= RECENT_DAYS and any(
        read(doc).by_group.get("infusion_recent") for doc in docs
    )


def _raise(span: Span, combination: Combination, partners: Sequence[Span]) -> None:
    if combination.level <= span._.base_level:
        return
    span._.base_level = combination.level
    spans = tuple(_places(span, partners))
    add_reason(span, Reason(f"combination {combination.id}", f"together: {combination.text}", spans))


def _places(span: Span, partners: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """The partners in the same field; offsets of the other field would point at other words."""
    for partner in partners:
        if partner.doc is span.doc and partner is not span:
            yield partner.start_char, partner.end_char
