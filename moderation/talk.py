"""Stage: what kind of talk is it? Leaflets and advice, bare disease names, figures of speech, stories.

RUBRIC 7 and 13; FACTS 2.4 and 4, "quoted_or_advice" and "hyperbole".
"""

from spacy.language import Language
from spacy.tokens import Doc, Span

from moderation.address import told_to_reader
from moderation.cue_files import Cue
from moderation.findings import Reason, Talk
from moderation.reading import Reading, read_heading
from moderation.scope import Scope, add_reason, is_unquoted, scope_of

# How far back a list may be introduced: "Know the bleeding signs: …", one item per line.
INTRODUCTION, LIST_INTRODUCTION = 6, 3
# How near a personal cue must stand before a disease name.
NAME = 8
BREATHLESS = frozenset("breathe breath breathing faint fainted passed collapsed choked".split())
ABOUT = frozenset({"about", "regarding"})
_FILLERS = frozenset(
    "a an the thing things risk risks warning fear question people and or , ? ! . in of".split()
)


@Language.component(
    "talk", requires=["doc.spans"], assigns=["span._.quoted", "span._.figurative", "span._.general"]
)
def set_talk(doc: Doc) -> Doc:
    """Set `quoted`, `figurative` and `general` on every finding."""
    for span in doc.spans.get("findings", ()):
        scope = scope_of(span)
        quoted = find_quoted(scope, read_heading(doc))
        figurative, general = find_figurative(scope), find_bare_name(scope, _is_name(span))
        span._.quoted, span._.figurative, span._.general = (
            reason is not None for reason in (quoted, figurative, general)
        )
        for reason in (quoted, figurative, general):
            if reason is not None:
                add_reason(span, reason)
    return doc


def talk_of(span: Span) -> Talk:
    """What the stage decided, in one word; a figure of speech is nobody's sign, whoever said it."""
    if span._.figurative:
        return Talk.FIGURATIVE
    if span._.quoted:
        return Talk.QUOTED
    return Talk.NAMED if span._.general else Talk.LITERAL


def find_quoted(scope: Scope, heading: Reading) -> Reason | None:
    """Why the sign is advice or quoted from a leaflet and not the author's own, if it is."""
    if is_unquoted(scope):
        return None
    cue = next(iter(scope.in_sentence("imagination")), None) or _advice(scope) or told_to_reader(scope)
    if cue is not None:
        return scope.reason(cue)
    if heading.by_group.get("advice_heading") and _is_impersonal(scope):
        return Reason("FACTS 4, quoted_or_advice", "the title announces advice")
    return None


def _is_impersonal(scope: Scope) -> bool:
    """Whether the words speak of nobody, not of now and not of a measured value."""
    if any(word[0].isdigit() for word in scope.reading.words.texts[scope.first : scope.last]):
        return False
    return _is_list(scope) or not scope.reading.find(*scope.sentence, "self", "they", "now", "recent")


def _advice(scope: Scope) -> Cue | None:
    """The cue of advice or of a leaflet: in the sentence, or in one that introduces it."""
    reading = scope.reading
    for cue in scope.before("advice"):
        stops = ("self",) if _opens_list(scope, cue) else ("scope_stop", "now", "self")
        if not reading.find(cue.last, scope.first, *stops):
            return cue
    if not reading.find(*scope.clause, "self"):
        for cue in scope.after("advice_after"):
            return cue
    return _introduction(scope)


def _opens_list(scope: Scope, cue: Cue) -> bool:
    """ "They gave me the list for A&E: any bleed that won't stop, …": the words of a list tell no time."""
    return ":" in scope.reading.words.texts[cue.last : scope.first]


def _introduction(scope: Scope) -> Cue | None:
    """ "Know the bleeding signs:" and then items; the author's own words end the list."""
    reading = scope.reading
    words = reading.words.texts[scope.first : scope.last]
    strict = not _is_list(scope)
    if strict and (
        reading.find(*scope.sentence, "self", "they", "now") or any(w[0].isdigit() for w in words)
    ):
        return None
    for first, last in scope.previous_sentences(INTRODUCTION if strict else LIST_INTRODUCTION):
        for cue in reading.find(first, last, "advice"):
            return cue
        if strict and reading.find(first, last, "self", "now"):
            return None
    return None


def _is_list(scope: Scope) -> bool:
    """Whether the sign stands in an enumeration after a colon, with nobody in it."""
    texts, (first, last) = scope.reading.words.texts, scope.sentence
    colons = [at for at in range(first, scope.first) if texts[at] == ":"]
    if not colons or scope.reading.find(colons[-1], last, "self", "they", "now", "recent"):
        return False
    return sum(word in {",", ";", "+", "="} for word in texts[colons[-1] : last]) >= 2


def find_figurative(scope: Scope) -> Reason | None:
    """Why the words are not meant as a sign, if they are not."""
    for cue in scope.in_sentence("fiction"):
        return scope.reason(cue)
    if _out_of_breath(scope):
        for cue in scope.in_sentence("laughing"):
            return scope.reason(cue)
    for cue in () if scope.is_crisis else scope.in_clause("figure_of_speech"):
        if -4 <= cue.first - scope.last <= 3 or 0 <= scope.first - cue.last <= 3:
            return scope.reason(cue)
    return None


def _out_of_breath(scope: Scope) -> bool:
    """What laughing does: breath is lost, people nearly faint; a tight chest that stays is another matter."""
    own = scope.reading.words.texts[scope.first : scope.last]
    return not BREATHLESS.isdisjoint(own) and not scope.in_sentence("now", "recent", "just_now")


def find_bare_name(scope: Scope, is_name: bool = False) -> Reason | None:
    """Why the words only name a disease in general talk, if they do (FACTS 2.4).

    ``is_name`` is the rule's own word for it (``named = true``), for names that the cue files do not hold.
    """
    if _is_personal(scope):
        return None
    texts = scope.reading.words.texts
    for cue in scope.inside("disease"):
        rest = [*texts[scope.first : cue.first], *texts[cue.last : scope.last]]
        if _FILLERS.issuperset(rest):
            return scope.reason(cue)
    return Reason("FACTS 2.4", "only the name of a disease") if is_name else None


def _is_name(span: Span) -> bool:
    rules = span.doc._.rules
    symptom = rules.symptoms.get(span.label_) if rules is not None else None
    return symptom is not None and symptom.named


def _is_personal(scope: Scope) -> bool:
    """Whether someone has it: "they think it's", "I had", "since Friday", "my"."""
    texts = scope.reading.words.texts
    if ABOUT.intersection(texts[max(0, scope.first - 1) : scope.first + 1]):
        return False
    if scope.in_clause("now"):
        return True
    first, last = scope.clause
    reading = scope.reading
    near = (max(first, scope.first - 4), min(last, scope.last + 4))
    return bool(
        reading.find(max(first, scope.first - NAME), scope.last, "personal")
        or reading.find(*near, "own_experience")
    )
