"""Stage: is the sign happening now, or past and over? (RUBRIC 1 to 3; FACTS 4 and 4.1)

Words for now outrank words for the past, and a past with no end and no distance counts as now. Stories set
their time once ("In August 2016 …") and go on for sentences, so a distance also reaches forward.
"""

from spacy.language import Language
from spacy.tokens import Doc, Span

from moderation.cue_files import Cue
from moderation.findings import Reason, Temporality
from moderation.reading import Reading
from moderation.scope import Scope, add_reason, scope_of

Decision = tuple[Temporality, Reason | None]
NOW, DISTANCE, OVER = "now", ("past_distance", "background"), "resolved"
# How many sentences a story is followed back, and how many an ending may lag behind.
STORY, ENDING = 10, 3


@Language.component("temporality", requires=["doc.spans"], assigns=["span._.temporality"])
def set_temporality(doc: Doc) -> Doc:
    """Set `span._.temporality` on every finding."""
    for span in doc.spans.get("findings", ()):
        span._.temporality, reason = find_temporality(span)
        if reason is not None:
            add_reason(span, reason)
    return doc


def find_temporality(span: Span) -> Decision:
    """The temporality of one finding and the cue that decided it."""
    scope = scope_of(span)
    for rule, temporality in _RULES:
        cue = rule(scope)
        if cue is not None:
            return temporality, scope.reason(cue)
    reason = _story(scope) or _heading(span, scope)
    return (Temporality.PAST, reason) if reason else (Temporality.CURRENT, None)


def _goes_on(scope: Scope) -> Cue | None:
    """ "Stopped, then started again", "history of nosebleeds and now one that won't stop"."""
    for first, last in [(scope.last, scope.sentence[1]), *scope.next_sentences(1)]:
        for cue in scope.reading.find(first, last, "persists"):
            if cue.first - scope.last <= 14:
                return cue
    return None


def _now_here(scope: Scope) -> Cue | None:
    now, past = _nearest(scope, NOW), _nearest(scope, *DISTANCE, "past_month")
    if now is None or (past is not None and _distance(scope, past) < _distance(scope, now) and _apart(scope, now)):
        return None
    return now


def _apart(scope: Scope, cue: Cue) -> bool:
    """Whether a comma stands between the finding and the cue: "was 20 last month, 140 now"."""
    first, last = (scope.last, cue.first) if cue.first >= scope.last else (cue.last, scope.first)
    return "," in scope.reading.words.texts[first:last]


def _over_here(scope: Scope) -> Cue | None:
    for cue in [*scope.inside(OVER), *scope.after(OVER)]:
        return cue
    for cue in scope.in_clause(OVER):
        if 0 <= scope.first - cue.last <= 2:
            return cue
    return None


def _past_here(scope: Scope) -> Cue | None:
    cue = _nearest(scope, *DISTANCE)
    if cue is not None and not (cue.group.id == "background" and tense(scope.reading, *scope.clause) != "past"):
        return cue
    if not scope.in_sentence(NOW):
        for cue in scope.in_sentence("past_distance"):
            return cue
    return None


def _month_here(scope: Scope) -> Cue | None:
    if tense(scope.reading, *scope.clause) != "past" or scope.in_sentence(NOW):
        return None
    return _nearest(scope, "past_month")


def _over_soon(scope: Scope) -> Cue | None:
    for first, last in scope.next_sentences(ENDING):
        now = scope.reading.find(first, last, NOW)
        for cue in scope.reading.find(first, last, OVER, "past_distance"):
            if not any(other.first < cue.first for other in now):
                return cue
        if now or tense(scope.reading, first, last) == "present":
            return None
    return None


def _story(scope: Scope) -> Reason | None:
    """A distance in an earlier sentence, with nothing but past tense since."""
    reading = scope.reading
    index = reading.sentence_at(scope.first)
    if tense(reading, *scope.sentence) == "present":
        return None
    for first, last in reversed(reading.sentences[max(0, index - STORY) : index]):
        if reading.find(first, last, NOW):
            return None
        for cue in reading.find(first, last, "past_distance"):
            return scope.reason(cue, text="the story is set in the past")
        if tense(reading, first, last) == "present":
            return None
    return None


def _heading(span: Span, scope: Scope) -> Reason | None:
    return None


def tense(reading: Reading, first: int, last: int) -> str:
    """ "past", "present" or "" for a stretch of words, by its plain verbs."""
    past = len(reading.find(first, last, "past_tense"))
    present = len(reading.find(first, last, "present_tense"))
    texts = reading.words.texts[first:last]
    past += sum(word.endswith("ed") and len(word) > 4 for word in texts)
    return "past" if past > present else "present" if present > 0 else ""


def _distance(scope: Scope, cue: Cue) -> int:
    if cue.last <= scope.first:
        return scope.first - cue.last
    return max(0, cue.first - scope.last)


def _nearest(scope: Scope, *groups: str) -> Cue | None:
    cues = scope.in_clause(*groups)
    return min(cues, key=lambda cue: _distance(scope, cue)) if cues else None


_RULES = (
    (_goes_on, Temporality.CURRENT),
    (_now_here, Temporality.CURRENT),
    (_over_here, Temporality.PAST),
    (_past_here, Temporality.PAST),
    (_month_here, Temporality.PAST),
    (_over_soon, Temporality.PAST),
)
