"""Stage: is the sign there, denied, unsure or only imagined? (RUBRIC 1, 7, 14; FACTS 4 and 4.1)"""

from spacy.language import Language
from spacy.tokens import Doc, Span

from moderation.cue_files import Cue
from moderation.findings import Assertion, Reason
from moderation.scope import Scope, add_reason, is_unquoted, scope_of

Decision = tuple[Assertion, Reason | None]
# After the sign, words like "none" or "? nope" must follow within this many words to mean it.
_AFTER = 3
# A bare "no" after the sign denies it only when nothing follows: "Bleeding gums? No." but not
# "blood on the gauze, no fever".
_BARE = frozenset("no none nope nah never nil negative clear 0".split())
_ANSWERS = {("?",), (":",), ("-",), ("=",), ("?", "-"), (), ("?", "?")}
# "I don't bleed": the negated verb is the sign itself; "can't breathe" is no such verb.
_DENIED_VERBS = {("bleed",), ("bruise",), ("faint",), ("have",), ("get",), ("bleeding",), ("bruising",)}
_INABILITY = {"cant", "cannot", "couldnt", "wont", "wouldnt"}
_WELL = frozenset("normal fine ok okay good perfect clear clean negative great unremarkable boring quiet".split())
_LINKS = frozenset("is are was were all both came come back look looks feels totally completely perfectly still now".split())
_UNWELL = frozenset("not isnt arent wasnt never hardly barely no be cant cannot dont doesnt wont didnt very".split())
_EXCEPTIONS = frozenset("except only unless until but".split())
_BREAKS = frozenset(",;.!?:\n")
_LAST = frozenset(".,!?;:\n)") | {"so", "here", "yet", "at", "and", "but", "thank", "thankfully"}


@Language.component("assertion", requires=["doc.spans"], assigns=["span._.assertion"])
def set_assertion(doc: Doc) -> Doc:
    """Set `span._.assertion` on every finding."""
    for span in doc.spans.get("findings", ()):
        span._.assertion, reason = find_assertion(span)
        if reason is not None:
            add_reason(span, reason)
    return doc


def find_assertion(span: Span) -> Decision:
    """The assertion of one finding and the cue that decided it; no cue means that it is there."""
    scope = scope_of(span)
    inner = _denied_inside(span, scope) or _is_well(span, scope)
    if inner is not None:
        return Assertion.ABSENT, inner
    for rule, assertion in _RULES:
        cue = rule(scope)
        if cue is not None:
            return assertion, scope.reason(cue)
    return Assertion.PRESENT, None


def find_denial(scope: Scope) -> Cue | None:
    """The cue that denies the words of a scope, if one does; also for words that are no finding."""
    return _denied_before(scope) or _denied_after(scope) or _denied_as_list(scope)


def _denied_inside(span: Span, scope: Scope) -> Reason | None:
    """A denial within the finding's own words: "no bruises", "gums are not bleeding", "bleeding: no".

    "Can't stop" and "not breathing" are the sign itself; the cue files call them pseudo negations.
    """
    reading = scope.reading
    for cue in scope.inside("negation_before", "negation_verb"):
        start, end = reading.offsets(cue)
        leads = cue.first == scope.first and cue.group.id == "negation_before" and reading.quote(cue) != "never"
        between = not any(first < end and start < last for first, last in span._.anchors) and span._.anchors
        acts = reading.words.texts[cue.last : cue.last + 1] in _DENIED_VERBS and cue.last < scope.last
        acts = acts and reading.quote(cue) not in _INABILITY
        if between or (not scope.is_crisis and (leads or acts)):
            return scope.reason(cue)
    texts = reading.words.texts
    if scope.last - scope.first > 2 and texts[scope.last - 2] in ":?-=" and texts[scope.last - 1] in _BARE:
        where = (reading.words.starts[scope.last - 1], reading.words.ends[scope.last - 1])
        return Reason("FACTS 4, negation_post", f"denied afterwards: '{texts[scope.last - 1]}'", (where,))
    return None


def _denied_before(scope: Scope) -> Cue | None:
    for cue in scope.before("negation_before"):
        if scope.reading.quote(cue) == "denies" and is_unquoted(scope):
            continue
        if scope.unbroken(cue.last, scope.first) or _is_joined_list(scope, cue):
            return cue
    texts = scope.reading.words.texts
    for cue in scope.before("negation_verb"):
        if "," in texts[cue.last : scope.first] and not _is_joined_list(scope, cue):
            continue
        if scope.unbroken(cue.last, scope.first):
            return cue
    return None


def _is_joined_list(scope: Scope, cue: Cue) -> bool:
    """A long list held together by "or" or "nor": each step from part to part must be unbroken."""
    texts = scope.reading.words.texts
    joints = [at for at in range(cue.last, scope.first) if texts[at] in {",", "or", "nor"}]
    if len(joints) < 2 or scope.is_statement:
        return False
    if cue.group.id == "negation_verb" and not {"or", "nor"} & set(texts[cue.last : scope.first]):
        return False
    steps = list(zip([cue.last, *joints], [*joints, scope.first], strict=True))
    return all(later - earlier <= 7 and scope.unbroken(earlier, later) for earlier, later in steps)


def _denied_after(scope: Scope) -> Cue | None:
    texts = scope.reading.words.texts
    for cue in scope.reading.find(scope.last, scope.last + _AFTER + 5, "negation_after", "answer_no"):
        between = texts[scope.last : cue.first]
        bare = cue.group.id == "answer_no"
        if bare and between not in _ANSWERS:
            continue
        if len(between) > _AFTER or (not bare and _BREAKS.intersection(between)) or _is_followed(scope, cue):
            continue
        return cue
    return None


def _is_followed(scope: Scope, cue: Cue) -> bool:
    """Whether a bare "no" or "none" goes on: "none of the pink medicine", "no fever"."""
    texts = scope.reading.words.texts
    if texts[cue.last - 1] not in _BARE:
        return False
    goes_on = texts[cue.last : cue.last + 1] == (",",) and bool(_EXCEPTIONS & set(texts[cue.last + 1 : cue.last + 3]))
    return goes_on or not _LAST.issuperset(texts[cue.last : cue.last + 1])


def _is_well(span: Span, scope: Scope) -> Reason | None:
    """ "Temp normal", "platelets are fine", "breathing ok": the part is named, and it is well."""
    words = scope.reading.words
    at = scope.last
    while at < len(words) and words.texts[at] in _LINKS:
        at += 1
    for place in (scope.last - 1, at):
        if place >= len(words) or words.texts[place] not in _WELL or scope.is_crisis:
            continue
        before = words.texts[min(scope.first, place - 2) : place]
        after = words.texts[place + 1 : place + 2]
        if not _UNWELL.intersection(before) and after not in {("to",), ("if",), ("for",)}:
            return Reason("FACTS 4, negation_post", "well", ((words.starts[place], words.ends[place]),))
    return None


def _denied_as_list(scope: Scope) -> Cue | None:
    for first, last in [(scope.last, scope.sentence[1]), *scope.next_sentences(2)]:
        if scope.reading.find(first, last, "unquote"):
            return None
        for cue in scope.reading.find(first, last, "none_of_that"):
            if not _is_followed(scope, cue):
                return cue
    return None


def _imagined(scope: Scope) -> Cue | None:
    if scope.in_clause("conditional_real") or is_unquoted(scope):
        return None
    for cue in scope.before("hypothetical"):
        if scope.is_crisis and scope.reading.quote(cue) == "if" and _is_own_threat(scope, cue):
            continue
        between = scope.reading.find(cue.last, scope.first, "scope_stop", "unquote", "now")
        if not between and not _new_statement(scope, cue):
            return cue
    return None


def _is_own_threat(scope: Scope, cue: Cue) -> bool:
    """ "If the next scan is bad I will end it" is a threat and no thought experiment; "if you feel like it" is none."""
    addressed = scope.reading.words.texts[cue.last : cue.last + 1]
    own = scope.reading.find(cue.last, scope.last, "self")
    return addressed not in {("you",), ("your",), ("someone",), ("anyone",)} and bool(own)


def _new_statement(scope: Scope, cue: Cue) -> bool:
    """ "what if it's a stroke, my face is drooping": after the comma the author speaks of themselves."""
    first = max(scope.clause[0], cue.last)
    texts = scope.reading.words.texts
    return first > cue.last and texts[first] in {",", "and"} and any(
        word in {"my", "i", "im", "ive", "he", "hes", "she", "shes", "her", "his", "mine"}
        for word in texts[first + 1 : first + 3]
    )


def _can_happen(scope: Scope) -> Cue | None:
    if scope.in_clause("self"):
        return None
    for cue in scope.in_clause("hypothetical_after"):
        if 0 <= cue.first - scope.last <= 8:
            return cue
    return None


def _addressed(scope: Scope) -> Cue | None:
    """ "Thoughts of ending your life", "any blood in your stool?": said to a reader, not of oneself."""
    if scope.inside("self") or any(word[0].isdigit() for word in scope.reading.words.texts[scope.first : scope.last]):
        return None
    return next(iter(scope.inside("you")), None)


def _asked_in_general(scope: Scope) -> Cue | None:
    if scope.in_clause("own_question") or is_unquoted(scope):
        return None
    for cue in scope.before("general_question"):
        if not _new_statement(scope, cue):
            return cue
    return None


def _mistaken(scope: Scope) -> Cue | None:
    """ "I thought I had petechiae. It was beetroot"."""
    for cue in scope.before("mistaken"):
        if scope.first - cue.last > _AFTER:
            continue
        for first, last in [(scope.last, scope.sentence[1]), *scope.next_sentences(1)]:
            for end in scope.reading.find(first, last, "cleared"):
                return end
    return None


def _hedged(scope: Scope) -> Cue | None:
    for cue in scope.in_clause("hedge"):
        return cue
    return None


_RULES = (
    (_denied_before, Assertion.ABSENT),
    (_denied_after, Assertion.ABSENT),
    (_denied_as_list, Assertion.ABSENT),
    (_mistaken, Assertion.ABSENT),
    (_imagined, Assertion.HYPOTHETICAL),
    (_can_happen, Assertion.HYPOTHETICAL),
    (_addressed, Assertion.HYPOTHETICAL),
    (_asked_in_general, Assertion.HYPOTHETICAL),
    (_hedged, Assertion.POSSIBLE),
)
