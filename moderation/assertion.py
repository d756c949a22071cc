"""Stage: is the sign there, denied, unsure or only imagined? (RUBRIC 1, 7, 14; FACTS 4 and 4.1)"""

from spacy.language import Language
from spacy.tokens import Doc, Span

from moderation.cue_files import Cue
from moderation.denial import AFTER, denied_after, denied_as_list, denied_before, denied_inside, is_well
from moderation.findings import Assertion, Reason
from moderation.scope import Scope, add_reason, is_unquoted, scope_of

Decision = tuple[Assertion, Reason | None]
# "… can still turn up late" must come this soon after the sign to speak of it.
SOON = 8
OWN = frozenset("my i im ive he hes she shes her his mine".split())
UNREAL = frozenset("was were wasnt werent died disappeared".split())
REPORTED = frozenset("said says told called rang rings letter message voicemail texted".split())
ADDRESSED = {("you",), ("your",), ("someone",), ("anyone",)}


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
    inner = denied_inside(span, scope) or is_well(scope)
    if inner is not None:
        return Assertion.ABSENT, inner
    for rule, assertion in RULES:
        cue = rule(scope)
        if cue is not None:
            return assertion, scope.reason(cue)
    return Assertion.PRESENT, None


def _mistaken(scope: Scope) -> Cue | None:
    """ "I thought I had petechiae. It was beetroot"."""
    for cue in scope.before("mistaken"):
        if scope.first - cue.last > AFTER:
            continue
        for first, last in [(scope.last, scope.sentence[1]), *scope.next_sentences(1)]:
            for end in scope.reading.find(first, last, "cleared"):
                return end
    return None


def _imagined(scope: Scope) -> Cue | None:
    """ "What if I get a nosebleed"; not "if I stand up I black out", which happens."""
    if is_unquoted(scope):
        return None
    for cue in scope.before("hypothetical"):
        if scope.is_crisis and scope.reading.quote(cue) == "if" and _is_own_threat(scope, cue):
            continue
        between = scope.reading.find(cue.last, scope.first, "scope_stop", "unquote", "now")
        if not between and not _new_statement(scope, cue):
            return cue
    return None


def _is_own_threat(scope: Scope, cue: Cue) -> bool:
    """ "If the next scan is bad I will end it" is a threat; "if you feel like it, call" is none."""
    follows = scope.reading.words.texts[cue.last : cue.last + 2]
    if follows[1:] and follows[1] in UNREAL and follows[0] not in {"you", "someone", "anyone"}:
        return True  # "better for them if she was dead"
    return follows[:1] not in ADDRESSED and bool(scope.reading.find(cue.last, scope.last, "self"))


def _new_statement(scope: Scope, cue: Cue) -> bool:
    """ "What if it's a stroke, my face is drooping": after the comma the author speaks of themselves."""
    first = max(scope.clause[0], cue.last)
    texts = scope.reading.words.texts
    opens = first > cue.last and texts[first] in {",", "and"}
    return opens and bool(OWN.intersection(texts[first + 1 : first + 3]))


def _can_happen(scope: Scope) -> Cue | None:
    """ "Bruising or dark pee can still turn up late"."""
    if scope.in_clause("self"):
        return None
    for cue in scope.in_clause("hypothetical_after"):
        if 0 <= cue.first - scope.last <= SOON:
            return cue
    return None


def _addressed(scope: Scope) -> Cue | None:
    """ "Thoughts of ending your life", "are you thinking of ending it?": said to a reader, not of oneself."""
    words = scope.reading.words.texts[scope.first : scope.last]
    told = REPORTED.intersection(scope.reading.words.texts[scope.sentence[0] : scope.first])
    if scope.inside("self") or told or any(word[0].isdigit() for word in words):
        return None
    asked = scope.reading.find(max(scope.clause[0], scope.first - 2), scope.first, "are_you")
    return next(iter([*scope.inside("you"), *asked, *_told_to_ask(scope)]), None)


def _told_to_ask(scope: Scope) -> list[Cue]:
    """ "Ask her straight out whether she means to end her life"."""
    return scope.reading.find(scope.clause[0], scope.first, "ask_them") if scope.is_crisis else []


def _asked_in_general(scope: Scope) -> Cue | None:
    """ "Has anyone had ITP?"; "is it normal that my gums bleed" is about oneself (RUBRIC 1)."""
    if scope.in_clause("own_question") or is_unquoted(scope):
        return None
    for cue in scope.before("general_question"):
        if not _new_statement(scope, cue):
            return cue
    return None


def _hedged(scope: Scope) -> Cue | None:
    """ "I think I'm bleeding inside": unsure, and kept."""
    for cue in scope.in_clause("hedge"):
        return cue
    return None


RULES = (
    (denied_before, Assertion.ABSENT),
    (denied_after, Assertion.ABSENT),
    (denied_as_list, Assertion.ABSENT),
    (_mistaken, Assertion.ABSENT),
    (_imagined, Assertion.HYPOTHETICAL),
    (_can_happen, Assertion.HYPOTHETICAL),
    (_addressed, Assertion.HYPOTHETICAL),
    (_asked_in_general, Assertion.HYPOTHETICAL),
    (_hedged, Assertion.POSSIBLE),
)
