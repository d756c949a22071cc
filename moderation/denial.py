"""Whether words are denied: before, after, inside, or by a "none of that" (FACTS 4, negation; 4.1).

With one clean negator in the same clause the sign is denied; "can't stop" and its like are no negators, the
cue files call them pseudo negations and they take the "can't" out of play.
"""

from spacy.tokens import Span

from moderation.cue_files import Cue
from moderation.findings import Reason
from moderation.scope import Scope, is_unquoted

# After the sign, words like "none" or "? nope" must follow within this many words to mean it.
AFTER = 3
# How many sentences later "none of that" may come.
LATER = 2
# A bare "no" after the sign denies it only when nothing follows: "Bleeding gums? No." but not
# "blood on the gauze, no fever".
BARE = frozenset("no none nope nah never nil negative clear 0".split())
LAST = frozenset(".,!?;:\n)") | {"so", "here", "yet", "at", "and", "but", "thank", "thankfully"}
EXCEPTIONS = frozenset("except only unless until but".split())
ANSWERS = {("?",), (":",), ("-",), ("=",), ("?", "-"), (), ("?", "?")}
BREAKS = frozenset(",;.!?:\n")
# "I don't bleed": the negated verb is the sign itself; "can't breathe" is no such verb.
DENIED_VERBS = frozenset(
    "bleed bruise faint have get bleeding bruising yellow red blue swollen dark black".split()
)
INABILITY = {"cant", "cannot", "couldnt", "wont", "wouldnt"}
WELL = frozenset("normal fine ok okay good perfect clear clean negative great boring quiet".split())
LINKS = frozenset("is are was were all both came come back look looks feels totally still now".split())
UNWELL = frozenset("not isnt arent wasnt never hardly no be cant cannot dont doesnt wont didnt very".split())
ASKED = ("pseudo_negation", "conditional_real", "own_question", "general_question", "hypothetical")
ASKING = {("to",), ("if",), ("for",)}  # "ok to wait?"
LIST_STEP = 7


def find_denial(scope: Scope) -> Cue | None:
    """The cue around the words that denies them, if one does; also for words that are no finding."""
    return denied_before(scope) or denied_after(scope) or denied_as_list(scope)


def denied_before(scope: Scope) -> Cue | None:
    """A negator before the sign whose reach is unbroken; "not until today" means that it is there now."""
    if any(scope.distance(cue) <= 1 for cue in scope.after("starts_now")) or scope.inside("scope_stop"):
        return None  # "no rash but fever": a finding over both is not denied as a whole
    for cue in scope.before("negation_before"):
        if scope.reading.quote(cue) == "denies" and is_unquoted(scope):
            continue
        if scope.unbroken(cue.last, scope.first) or _is_joined_list(scope, cue):
            return cue
    texts = scope.reading.words.texts
    for cue in scope.before("negation_verb"):
        crosses = "," in texts[cue.last : scope.first]
        if _is_joined_list(scope, cue) or (not crosses and scope.unbroken(cue.last, scope.first)):
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
    return all(later - earlier <= LIST_STEP and scope.unbroken(earlier, later) for earlier, later in steps)


def denied_after(scope: Scope) -> Cue | None:
    """ "Bleeding gums? Nope", "stroke was ruled out"."""
    texts = scope.reading.words.texts
    for cue in scope.reading.find(scope.last, scope.last + AFTER + 5, "negation_after", "answer_no"):
        between = texts[scope.last : cue.first]
        bare = cue.group.id == "answer_no"
        if bare and between not in ANSWERS:
            continue
        if len(between) > AFTER or (not bare and BREAKS.intersection(between)) or _is_followed(scope, cue):
            continue
        return cue
    return None


def denied_as_list(scope: Scope) -> Cue | None:
    """ "Chest pain, fever, dots: none of that here", in the same sentence or soon after."""
    for first, last in [(scope.last, scope.sentence[1]), *scope.next_sentences(LATER)]:
        if scope.reading.find(first, last, "unquote"):
            return None
        for cue in scope.reading.find(first, last, "none_of_that"):
            if not _is_followed(scope, cue):
                return cue
    return None


def _is_followed(scope: Scope, cue: Cue) -> bool:
    """Whether a bare "no" or "none" goes on: "none of the pink medicine", "no, unless I climb stairs"."""
    texts = scope.reading.words.texts
    if texts[cue.last - 1] not in BARE:
        return False
    follows = texts[cue.last : cue.last + 3]
    return (follows[:1] == (",",) and bool(EXCEPTIONS & set(follows))) or not LAST.issuperset(follows[:1])


def denied_inside(span: Span, scope: Scope) -> Reason | None:
    """A denial within the finding's own words: "no bruises", "gums are not bleeding", "bleeding: no"."""
    reading = scope.reading
    for cue in scope.inside("negation_before", "negation_verb"):
        if _denies_inside(span, scope, cue):
            return scope.reason(cue)
    texts = reading.words.texts
    if scope.last - scope.first > 2 and texts[scope.last - 2] in ":?-=" and texts[scope.last - 1] in BARE:
        return _reason_at(scope, scope.last - 1, "denied afterwards")
    return None


def _denies_inside(span: Span, scope: Scope, cue: Cue) -> bool:
    reading = scope.reading
    start, end = reading.offsets(cue)
    if span._.anchors and not any(first < end and start < last for first, last in span._.anchors):
        return True  # the rule did not ask for the negator, so it is no part of the sign
    if scope.is_crisis:
        return False  # "don't want to be here", "no reason to live"
    said = reading.quote(cue)
    leads = cue.first == scope.first and cue.group.id == "negation_before" and said != "never"
    acts = cue.last < scope.last and reading.words.texts[cue.last] in DENIED_VERBS
    return leads or (acts and said not in INABILITY)


def is_well(scope: Scope) -> Reason | None:
    """ "Temp normal", "platelets are fine", "breathing ok": the part is named, and it is well."""
    if scope.reading.find(scope.clause[0], scope.first, *ASKED):
        return None
    texts = scope.reading.words.texts
    at = scope.last
    while at < len(texts) and texts[at] in LINKS:
        at += 1
    for place in (scope.last - 1, at):
        if place >= len(texts) or texts[place] not in WELL or scope.is_crisis:
            continue
        before = texts[min(scope.first, place - 2) : place]
        if not UNWELL.intersection(before) and texts[place + 1 : place + 2] not in ASKING:
            return _reason_at(scope, place, "well")
    return None


def _reason_at(scope: Scope, place: int, text: str) -> Reason:
    words = scope.reading.words
    where = (words.starts[place], words.ends[place])
    return Reason("FACTS 4, negation_post", f"{text}: '{words.texts[place]}'", (where,))
