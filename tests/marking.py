"""Findings made by hand on a blank pipeline, so that a context stage is tested without any symptom rule.

The words in square brackets are the finding: ``mark("no [bruises] so far")``.
"""

from collections import deque

from spacy.tokens import Doc, Span

from moderation.findings import Level
from moderation.language import make_doc, make_nlp
from moderation.rules import RuleSet
from moderation.sentences import set_sentences

NLP = make_nlp()
# A finding does not keep its doc alive; the last few docs stay until their test is over.
KEPT: deque[Doc] = deque(maxlen=8)


def mark_all(
    text: str,
    concept: str = "gum_bleeding",
    level: Level = Level.URGENT,
    heading: str = "",
    field: str = "body",
) -> Doc:
    """A doc whose findings are the bracketed words of the text."""
    plain, places = _unbracket(text)
    doc = make_doc(NLP, plain, field, RuleSet())
    doc._.heading = heading.lower()
    set_sentences(doc)
    spans = []
    for start, end in places:
        near = doc.char_span(start, end, alignment_mode="expand")
        assert near is not None
        span = Span(doc, near.start, near.end, label=concept)
        span._.base_level = level
        spans.append(span)
    doc.spans["findings"] = spans
    return doc


def mark(text: str, concept: str = "gum_bleeding", level: Level = Level.URGENT, heading: str = "") -> Span:
    """The one finding of a text."""
    doc = mark_all(text, concept, level, heading)
    KEPT.append(doc)
    [span] = doc.spans["findings"]
    return span


def _unbracket(text: str) -> tuple[str, list[tuple[int, int]]]:
    plain, starts, places = "", [0], []
    for character in text:
        if character == "[":
            starts.append(len(plain))
        elif character == "]":
            places.append((starts.pop(), len(plain)))
        else:
            plain += character
    return plain, places
