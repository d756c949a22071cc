"""Stage: is the sign happening now, or past and over? (RUBRIC 1 to 3; FACTS 4 and 4.1)

Words for now outrank words for the past, and a past with no end and no distance counts as now. Stories set
their time once ("In August 2016 …") and go on for sentences, so a distance also reaches forward.
"""

from spacy.language import Language
from spacy.tokens import Doc, Span

from moderation.cue_files import Cue
from moderation.endings import drug_stopped, over_here, over_soon, passed_just_now
from moderation.findings import Reason, Temporality
from moderation.outcome import dates_other_number, told_after
from moderation.reading import read_heading
from moderation.scope import Scope, add_reason, scope_of
from moderation.tense import is_comparison, is_present, tense

Decision = tuple[Temporality, Reason | None]
# How many sentences a story is followed back to the one that sets its time.
STORY = 10
# A stroke sign or a fit that passed today is as urgent as one that goes on (RUBRIC, "emergency").
ATTACKS = frozenset(
    {
        "face_droop",
        "seizure",
        "speech_trouble_sudden",
        "stroke_named",
        "sudden_one_sided_weakness",
        "sudden_vision_loss",
    }
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
    for rule, temporality in RULES:
        cue = rule(scope)
        if cue is None or (temporality is Temporality.PAST and dates_other_number(scope, cue)):
            continue
        if rule in (over_here, over_soon) and span.label_ in ATTACKS and passed_just_now(scope):
            return Temporality.CURRENT, scope.reason(cue, "RUBRIC 3", "over for now, but within two days")
        return temporality, scope.reason(cue)
    if _heading_is_past(span.doc, scope):
        return Temporality.PAST, Reason("RUBRIC 15", "the title tells of the past")
    return Temporality.CURRENT, None


def _and_now(scope: Scope) -> Cue | None:
    """ "History of nosebleeds and now one that won't stop"."""
    return next(iter(scope.after("and_now")), None)


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
    is_nearer = scope.distance(past) <= scope.distance(now) and scope.crosses_comma(now)
    return None if overlaps or is_nearer else now


def _past_here(scope: Scope) -> Cue | None:
    """A distance beside the sign; elsewhere in the sentence only when it does not date something else."""
    for habit in scope.before("used_to"):
        # In "out of breath, used to run" it stands behind, in "used to run, and I have chest pain" in
        # another clause: only the running is past.
        if habit.first >= scope.clause[0]:
            return habit
    cue = scope.nearest("past_distance", "background", within=scope.part)
    if cue is not None and (cue.group.id == "past_distance" or _is_scene(scope, cue)):
        apart = tense(scope.reading, *scope.part) == "present" and scope.distance(cue) > 1
        return None if apart else cue
    told = _told_from(scope)
    if told is not None or is_present(scope) or scope.in_sentence("now", "recent"):
        return told
    return next((cue for cue in scope.in_sentence("past_distance") if not scope.dates_treatment(cue)), None)


def _told_from(scope: Scope) -> Cue | None:
    """ "She's 78, years ago she had a mini stroke, shingles": all in the past tense from then on."""
    reading = scope.reading
    for cue in scope.before("past_distance"):
        if cue.first < scope.clause[0] or scope.dates_treatment(cue):
            continue
        is_past = tense(reading, cue.first, scope.last) == "past"
        if is_past and not reading.find(cue.last, scope.last, "now", "recent"):
            return cue
    return None


def _chronicle(scope: Scope) -> Cue | None:
    """A diary entry: "2021: pulse 140, shaking hands"."""
    first = scope.sentence[0]
    for cue in scope.reading.find(first, scope.first, "past_distance"):
        if cue.first == first and scope.reading.words.texts[cue.last : cue.last + 1] == (":",):
            return cue
    return None


def _is_scene(scope: Scope, cue: Cue) -> bool:
    """ "After the second round in 2017 I got …": the treatment's year dates what follows."""
    words = scope.reading.words.texts[cue.first : cue.last]
    return any(len(word) == 4 and word.isdigit() for word in words) and not is_present(scope)


def _month_here(scope: Scope) -> Cue | None:
    """A month or a day of the course, for what is told in the past tense alone."""
    if tense(scope.reading, *scope.clause) != "past" or scope.in_sentence("now", "recent"):
        return None
    return scope.nearest("past_month", within=scope.part)


def _story(scope: Scope) -> Cue | None:
    """A distance in an earlier sentence, with nothing but past tense since."""
    reading = scope.reading
    if scope.is_crisis or is_present(scope) or scope.in_sentence("now", "recent"):
        return None
    for back, (first, last) in enumerate(scope.previous_sentences(STORY)):
        if reading.find(first, last, "now", "recent"):
            return None
        for cue in reading.find(first, last, "past_distance"):
            if _sets_the_scene(scope, cue, back) and not is_comparison(reading, first, last):
                return cue
        if tense(reading, first, last) == "present":
            return None
    return None


def _sets_the_scene(scope: Scope, cue: Cue, back: int) -> bool:
    """A time that dates the treatment starts a story only when the very next sentence goes on with it."""
    if not scope.dates_treatment(cue):
        return True
    return back == 0 and bool(scope.reading.find(*scope.sentence, "story"))


def _heading_is_past(doc: Doc, scope: Scope) -> bool:
    """Whether the title sets the story in the past and the text has stayed there up to the finding."""
    heading = read_heading(doc)
    if not heading.by_group.keys() & {"past_heading", "past_distance"} or heading.by_group.get("now"):
        return False
    if scope.is_crisis or tense(scope.reading, *scope.clause) != "past":
        return False
    return not scope.reading.find(0, scope.sentence[1], "now", "recent")


RULES = (
    (_and_now, Temporality.CURRENT),
    (_chronicle, Temporality.PAST),
    (_now_here, Temporality.CURRENT),
    (over_here, Temporality.PAST),
    (told_after, Temporality.PAST),
    (over_soon, Temporality.PAST),
    (_recent_here, Temporality.CURRENT),
    (_past_here, Temporality.PAST),
    (_month_here, Temporality.PAST),
    (drug_stopped, Temporality.PAST),
    (_story, Temporality.PAST),
)
