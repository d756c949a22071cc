"""Stage: what kind of talk is it? Leaflets and advice, bare disease names, figures of speech, stories.

RUBRIC 7 and 13; FACTS 2.4 and 4, "quoted_or_advice" and "hyperbole".
"""

from spacy.language import Language
from spacy.tokens import Doc, Span

from moderation.cue_files import Cue
from moderation.findings import Reason
from moderation.scope import Scope, add_reason, scope_of

# How far back a list may be introduced: "Know the bleeding signs: …", one item per line.
INTRODUCTION = 6


@Language.component("talk", requires=["doc.spans"], assigns=["span._.quoted", "span._.figurative", "span._.general"])
def set_talk(doc: Doc) -> Doc:
    """Set `quoted`, `figurative` and `general` on every finding."""
    for span in doc.spans.get("findings", ()):
        scope = scope_of(span)
        quoted, figurative = find_quoted(scope), find_figurative(scope)
        span._.quoted, span._.figurative = quoted is not None, figurative is not None
        for reason in (quoted, figurative):
            if reason is not None:
                add_reason(span, reason)
    return doc


def find_quoted(scope: Scope) -> Reason | None:
    """Why the sign is advice or quoted from a leaflet and not the author's own, if it is."""
    cue = _advice(scope)
    if cue is None or is_unquoted(scope):
        return None
    return scope.reason(cue)


def _advice(scope: Scope) -> Cue | None:
    if scope.in_clause("now"):
        return None
    for cue in scope.in_sentence("advice"):
        if not scope.reading.find(min(cue.last, scope.first), scope.first, "scope_stop"):
            return cue
    reading = scope.reading
    if reading.find(*scope.sentence, "self", "they", "now"):
        return None
    index = reading.sentence_at(scope.first)
    for first, last in reversed(reading.sentences[max(0, index - INTRODUCTION) : index]):
        if reading.find(first, last, "now"):
            return None
        for cue in reading.find(first, last, "advice"):
            return cue
        if reading.find(first, last, "self"):
            return None
    return None


def is_unquoted(scope: Scope) -> bool:
    """Whether the author says right after the list that they have it: "I have both"."""
    return any(
        scope.reading.find(first, last, "unquote")
        for first, last in [(scope.last, scope.sentence[1]), *scope.next_sentences(3)]
    )


def find_figurative(scope: Scope) -> Reason | None:
    """Why the words are not meant as a sign, if they are not."""
    for cue in scope.in_clause("fiction"):
        return scope.reason(cue)
    for cue in scope.in_clause("figure_of_speech"):
        if -4 <= cue.first - scope.last <= 3 or 0 <= scope.first - cue.last <= 3:
            return scope.reason(cue)
    return None
