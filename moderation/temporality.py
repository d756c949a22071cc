"""Stage: is the sign happening now, or past and over? (RUBRIC 1 to 3; FACTS 4 and 4.1)

Words for now outrank words for the past, and a past with no end and no distance counts as now. Stories set
their time once ("In August 2016 …") and go on for sentences, so a distance also reaches forward.
"""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from moderation.cue_files import Cue
from moderation.findings import Reason, Temporality
from moderation.reading import read_heading
from moderation.scope import Scope, add_reason, scope_of
from moderation.tense import tense

Decision = tuple[Temporality, Reason | None]
# How many sentences a story is followed back, and how many an ending may lag behind.
STORY, ENDING = 10, 4

_POINTING = frozenset("it that this thats these they all had happened was".split())
_BEGINNING = frozenset("started began start since been still".split())
WARNING_ATTACKS = frozenset(
    {"face_droop", "sudden_one_sided_weakness", "speech_trouble_sudden", "sudden_vision_loss", "stroke_named", "seizure"}
)


@Language.component("temporality", requires=["doc.spans"], assigns=["span._.temporality"])
def set_temporality(doc: Doc) -> Doc:
    """Set `span._.temporality` on every finding."""
    for span in doc.spans.get("findings", ()):
        if span._.temporality is Temporality.PAST:
            continue  # a measurement that was read as an earlier one
        span._.temporality, reason = find_temporality(span)
        if reason is not None:
            add_reason(span, reason)
    return doc


def find_temporality(span: Span) -> Decision:
    """The temporality of one finding and the cue that decided it."""
    scope = scope_of(span)
    for rule, temporality in _RULES:
        cue = rule(scope)
        if cue is not None and rule in _ENDINGS and _was_just_now(span, scope):
            return Temporality.CURRENT, scope.reason(cue, "RUBRIC 3", "over for now, but within two days")
        if cue is not None:
            return temporality, scope.reason(cue)
    if _heading_is_past(span.doc, scope):
        return Temporality.PAST, Reason("RUBRIC 15", "the title tells of the past")
    return Temporality.CURRENT, None


def _was_just_now(span: Span, scope: Scope) -> bool:
    """A stroke sign or a fit that passed today is as urgent as one that goes on (RUBRIC, emergency)."""
    if span.label_ not in WARNING_ATTACKS:
        return False
    following = scope.next_sentences(1)
    last = following[-1][1] if following else scope.sentence[1]
    return bool(scope.reading.find(scope.sentence[0], last, "just_now"))


def _now_here(scope: Scope) -> Cue | None:
    """A word for now in the same clause, unless a past is nearer: "was 20 last month, 140 now"."""
    return _nearer_than_past(scope, "now")


def _recent_here(scope: Scope) -> Cue | None:
    """A time within days: current, unless an ending was told."""
    return _nearer_than_past(scope, "recent")


def _nearer_than_past(scope: Scope, group: str) -> Cue | None:
    now = scope.nearest(group, within=scope.clause)
    past = scope.nearest("past_distance", "past_month", "resolved", within=scope.clause)
    if now is None or past is None:
        return now
    overlaps = past.first < now.last and now.first < past.last
    is_nearer = scope.distance(past) < scope.distance(now) and scope.crosses_comma(now)
    return None if overlaps or is_nearer else now


def _over_here(scope: Scope) -> Cue | None:
    """An ending said after the sign in the same sentence, with nothing that takes it back."""
    last = scope.clause[1]
    if not _is_present(scope):
        last = scope.sentence[1]
    for cue in scope.reading.find(scope.first, last, "resolved"):
        if cue.last > scope.last and not _goes_on(scope, cue):
            return cue
    for cue in scope.after("ends_itself")[:1]:
        if cue.first <= scope.last and not _goes_on(scope, cue):
            return cue
    for cue in scope.before("resolved"):
        if scope.first - cue.last <= 2 and "," not in scope.reading.words.texts[cue.last : scope.first]:
            return cue
    return None


def _goes_on(scope: Scope, ending: Cue) -> bool:
    """ "Stopped, then started again", "hope it stops", "has not stopped"."""
    index = scope.reading.sentence_at(ending.first)
    last = scope.reading.sentences[min(index + 1, len(scope.reading.sentences) - 1)][1]
    return bool(scope.reading.find(max(0, ending.first - 4), min(last, ending.last + 16), "persists"))


def _past_here(scope: Scope) -> Cue | None:
    """A distance beside the sign; elsewhere in the sentence only when it does not date something else."""
    cue = scope.nearest("past_distance", "background", within=scope.part)
    for habit in scope.before("used_to"):
        return habit  # said before the sign; in "out of breath on the stairs, used to run" the running is past
    if cue is not None and (cue.group.id == "past_distance" or _is_scene(scope, cue)):
        return None if tense(scope.reading, *scope.part) == "present" and not _adjacent(scope, cue) else cue
    if _is_present(scope) or scope.in_sentence("now", "recent"):
        return None
    for cue in scope.in_sentence("past_distance"):
        if not scope.dates_treatment(cue):
            return cue
    return None


def _is_present(scope: Scope) -> bool:
    return tense(scope.reading, *scope.clause) in {"present", "mixed"}


def _is_scene(scope: Scope, cue: Cue) -> bool:
    """ "After the second round in 2017 I got …": the treatment's year dates what is told in the past tense."""
    words = scope.reading.words.texts[cue.first : cue.last]
    return any(len(word) == 4 and word.isdigit() for word in words) and not _is_present(scope)


def _adjacent(scope: Scope, cue: Cue) -> bool:
    return scope.distance(cue) <= 1


def _month_here(scope: Scope) -> Cue | None:
    if tense(scope.reading, *scope.clause) != "past" or scope.in_sentence("now", "recent"):
        return None
    return scope.nearest("past_month", within=scope.part)


def _over_soon(scope: Scope) -> Cue | None:
    """An ending in the sentences that follow: "That was six years ago, all is normal now"."""
    dated = _dated_next(scope)
    if dated is not None or _is_present(scope) or scope.in_sentence("now"):
        return dated
    for first, last in scope.next_sentences(ENDING):
        now = scope.reading.find(first, last, "now")
        for cue in scope.reading.find(first, last, "resolved", "past_distance"):
            if any(other.first < cue.first for other in now) or _goes_on(scope, cue):
                return None
            if cue.group.id == "resolved" or not (scope.dates_treatment(cue) or scope.in_sentence("recent")):
                return cue
        if now or tense(scope.reading, first, last) == "present":
            return None
    return None


def _dated_next(scope: Scope) -> Cue | None:
    """ "Belt of blisters, burns like a nettle. That was autumn 2020": the next sentence points back."""
    for first, last in scope.next_sentences(1):
        texts = scope.reading.words.texts[first:last]
        if texts[:1] and texts[0] in _POINTING and not _BEGINNING.intersection(texts):
            for cue in scope.reading.find(first, last, "past_distance"):
                if not scope.reading.find(first, last, "now", "recent"):
                    return cue
    return None


def _story(scope: Scope) -> Cue | None:
    """A distance in an earlier sentence, with nothing but past tense since."""
    reading = scope.reading
    if _is_present(scope) or scope.in_sentence("now", "recent"):
        return None
    for first, last in _backwards(scope):
        if reading.find(first, last, "now", "recent"):
            return None
        for cue in reading.find(first, last, "past_distance"):
            if not scope.dates_treatment(cue) or reading.find(*scope.sentence, "story"):
                return cue
        if tense(reading, first, last) == "present":
            return None
    return None


def _heading_is_past(doc: Doc, scope: Scope) -> bool:
    """Whether the title sets the story in the past and the text has stayed there up to the finding."""
    heading = read_heading(doc)
    if not heading.by_group.keys() & {"past_heading", "past_distance"} or heading.by_group.get("now"):
        return False
    if tense(scope.reading, *scope.clause) != "past":
        return False
    return not scope.reading.find(0, scope.sentence[1], "now", "recent")


def _backwards(scope: Scope) -> Iterator[tuple[int, int]]:
    index = scope.reading.sentence_at(scope.first)
    return reversed(scope.reading.sentences[max(0, index - STORY) : index])


_RULES = (
    (_now_here, Temporality.CURRENT),
    (_over_here, Temporality.PAST),
    (_over_soon, Temporality.PAST),
    (_recent_here, Temporality.CURRENT),
    (_past_here, Temporality.PAST),
    (_month_here, Temporality.PAST),
    (_story, Temporality.PAST),
)
_ENDINGS = (_over_here, _over_soon)
