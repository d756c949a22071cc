"""Stage: whose body is it? (RUBRIC 6) The author's, that of someone they speak for, or another's."""

from spacy.language import Language
from spacy.tokens import Doc, Span

from moderation.cue_files import Cue
from moderation.findings import Experiencer, Reason
from moderation.reading import read, read_heading
from moderation.scope import Scope, add_reason, scope_of

Decision = tuple[Experiencer, Reason | None]
OTHERS = ("cared_for", "far_kin", "stranger")
_WHO = {
    "self": Experiencer.AUTHOR,
    "cared_for": Experiencer.CARED_FOR,
    "far_kin": Experiencer.OTHER,
    "stranger": Experiencer.OTHER,
}
# A fragment without a subject goes on about the person of the sentences just before.
CARRY = 2
_BYSTANDING = frozenset(
    "said by with to from at for against beside near told asked tell ask than like".split()
)


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
    if cue is not None and cue.group.id == "they":
        cue = _antecedent(scope, cue) or cue
        if cue.group.id in {"far_kin", "stranger"} and "<kin>" in read_heading(span.doc).classes:
            return Experiencer.CARED_FOR, Reason("RUBRIC 6", "the title names a relative")
        if cue.group.id == "they" and _is_pet(span.doc):
            return Experiencer.OTHER, Reason("RUBRIC 6", "an animal's sign")
        if cue.group.id == "they" and scope.in_sentence("online"):
            return Experiencer.OTHER, scope.reason(scope.in_sentence("online")[0])
    if cue is None or cue.group.id == "self":
        return Experiencer.AUTHOR, None
    who = _WHO.get(cue.group.id, Experiencer.CARED_FOR)
    if who is Experiencer.OTHER and _is_there(scope, cue):
        who = Experiencer.CARED_FOR
    return who, scope.reason(cue)


def _is_pet(doc: Doc) -> bool:
    return bool(read(doc).by_group.get("pet") or read_heading(doc).by_group.get("pet"))


def _is_there(scope: Scope, cue: Cue) -> bool:
    """Whether the author stands beside the other person; then help can come (FACTS 4: a relative must not
    suppress a sign that is there now)."""
    first, last = scope.sentence
    following = scope.next_sentences(2)
    end = following[-1][1] if following else last
    if scope.reading.find(min(first, cue.first), last, "online"):
        return False
    if cue.group.id == "far_kin" and scope.reading.find(first, end, "now", "recent", "just_now"):
        return True
    return bool(scope.reading.find(min(first, cue.first), end, "bystander"))


def _subject(scope: Scope) -> Cue | None:
    """The person nearest before the sign: in its own words, its clause, its sentence, or just before."""
    own = [cue for cue in scope.inside("self", "they", *OTHERS) if not _is_object(scope, cue)]
    for cue in sorted(own, key=lambda cue: cue.group.id not in {"self", "they", "cared_for"}):
        return cue
    reading = scope.reading
    for first in (scope.clause[0], scope.sentence[0]):
        named = reading.find(first, scope.first, "self", "they", *OTHERS)
        people = [cue for cue in named if not _is_object(scope, cue)]
        if people:
            return _nearest_subject(scope, people)
    return _carried(scope)


def _nearest_subject(scope: Scope, people: list[Cue]) -> Cue:
    """The last person named; "my" as in "a lady in my group" counts only right before the sign."""
    strong = [
        cue
        for cue in people
        if cue.group.id != "self"
        or scope.first - cue.last <= 1
        or scope.reading.find(cue.first, cue.last, "self_strong")
    ]
    return strong[-1] if strong else people[-1]


def _is_object(scope: Scope, cue: Cue) -> bool:
    """Whether a stranger only stands by: "propped up by a stranger", "I told my boss"."""
    texts = scope.reading.words.texts
    end = cue.first - (texts[cue.first - 1] in {"a", "an", "the"}) if cue.first else 0
    before = texts[max(0, end - 1) : end]
    return cue.group.id in {"stranger", "far_kin"} and bool(_BYSTANDING.intersection(before))


def _carried(scope: Scope) -> Cue | None:
    """A sentence without a person goes on about the one before, but a stranger must be its first person."""
    reading = scope.reading
    index = reading.sentence_at(scope.first)
    for first, last in reversed(reading.sentences[max(0, index - CARRY) : index]):
        named = reading.find(first, last, "self", "they", *OTHERS)
        # "Keep pressing, you said. It hasn't stopped": the reader is not whom the next sentence is about.
        people = [cue for cue in named if reading.words.texts[cue.first] not in {"you", "u"}]
        if people:
            strangers = [cue for cue in people if cue.group.id in {"stranger", "far_kin"}]
            return people[0] if len(strangers) in {0, len(people)} else None
    return None


def _antecedent(scope: Scope, pronoun: Cue) -> Cue | None:
    """Whom "he" or "she" means: the person named last before it, a cared-for one before a stranger."""
    reading = scope.reading
    index = reading.sentence_at(pronoun.first)
    near = reading.sentences[max(0, index - 3)][0]
    for groups, first in ((("cared_for",), near), (OTHERS, 0)):
        named = reading.find(first, pronoun.first, *groups)
        people = [cue for cue in named if not _is_object(scope, cue)]
        if people:
            return people[-1]
    return None
