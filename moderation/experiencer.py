"""Stage: whose body is it? (RUBRIC 6) The author's, that of someone they speak for, or another's."""

from spacy.language import Language
from spacy.tokens import Doc, Span

from moderation.cue_files import Cue
from moderation.findings import Experiencer, Reason
from moderation.scope import Scope, add_reason, scope_of

Decision = tuple[Experiencer, Reason | None]
PEOPLE = ("self", "cared_for", "far_kin", "stranger")
_WHO = {
    "self": Experiencer.AUTHOR,
    "cared_for": Experiencer.CARED_FOR,
    "far_kin": Experiencer.OTHER,
    "stranger": Experiencer.OTHER,
}
# A fragment without a subject goes on about the person of the sentences just before.
CARRY = 2


@Language.component("experiencer", requires=["doc.spans"], assigns=["span._.experiencer"])
def set_experiencer(doc: Doc) -> Doc:
    """Set `span._.experiencer` on every finding."""
    for span in doc.spans.get("findings", ()):
        span._.experiencer, reason = find_experiencer(span)
        if reason is not None:
            add_reason(span, reason)
    return doc


def find_experiencer(span: Span) -> Decision:
    """The experiencer of one finding; without any person named, it is the author."""
    scope = scope_of(span)
    cue = _subject(scope)
    if cue is None:
        return Experiencer.AUTHOR, None
    if cue.group.id == "they":
        cue = _antecedent(scope, cue) or cue
    who = _WHO.get(cue.group.id, Experiencer.CARED_FOR)
    return who, None if who is Experiencer.AUTHOR else scope.reason(cue)


def _subject(scope: Scope) -> Cue | None:
    """The person nearest before the sign: in its own words, its sentence, or the sentences before."""
    own = [cue for cue in scope.inside(*PEOPLE, "they") if cue.group.id != "self"][:1] or scope.inside(*PEOPLE, "they")
    if own:
        return own[0]
    reading = scope.reading
    for cue in reading.find(scope.sentence[0], scope.first, *PEOPLE, "they")[::-1]:
        return cue
    after = reading.find(scope.last, min(scope.sentence[1], scope.last + 4), *PEOPLE, "they")
    if after and after[0].group.id == "stranger":
        return after[0]
    index = reading.sentence_at(scope.first)
    for first, last in reversed(reading.sentences[max(0, index - CARRY) : index]):
        people = reading.find(first, last, *PEOPLE, "they")
        if people:
            return people[0]
    return None


def _antecedent(scope: Scope, pronoun: Cue) -> Cue | None:
    """Whom "he", "she" or "they" means: the person named last before it."""
    people = scope.reading.find(0, pronoun.first, "cared_for", "far_kin", "stranger")
    return people[-1] if people else None
