"""Whether the text says that a sign is over: in the same sentence, or in those that follow."""

from moderation.cue_files import Cue
from moderation.scope import Scope
from moderation.tense import is_comparison, is_present, tense

# How many sentences an ending may lag behind.
LATER = 4
# How far before and behind an ending its withdrawal may stand: "hope it stops", "then started again".
WITHDRAWN_BEFORE, WITHDRAWN_AFTER = 4, 16
POINTING = frozenset("it that this thats these they all had happened was".split())
BEGINNING = frozenset("started began start since been still".split())


def over_here(scope: Scope) -> Cue | None:
    """An ending said after the sign in the same sentence, with nothing that takes it back."""
    last = scope.clause[1] if is_present(scope) else scope.sentence[1]
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


def over_soon(scope: Scope) -> Cue | None:
    """An ending in the sentences that follow: "They kept me nine days. All is normal now"."""
    dated = _dated_next(scope)
    if dated is not None or is_present(scope) or scope.in_sentence("now"):
        return dated
    for first, last in scope.next_sentences(LATER):
        now = scope.reading.find(first, last, "now")
        for cue in scope.reading.find(first, last, "resolved", "past_distance"):
            if any(other.first < cue.first for other in now) or _goes_on(scope, cue):
                return None
            if cue.group.id == "resolved" or _dates_back(scope, cue, first, last):
                return cue
        if now or tense(scope.reading, first, last) == "present":
            return None
    return None


def drug_stopped(scope: Scope) -> Cue | None:
    """A side effect told in the past tense, of a drug that was given up: the ending of many a drug review."""
    if tense(scope.reading, *scope.clause) != "past" or scope.in_sentence("now", "recent"):
        return None
    for first, last in [scope.sentence, *scope.next_sentences(2)]:
        if scope.reading.find(first, last, "now", "recent"):
            return None
        for cue in scope.reading.find(first, last, "drug_stopped"):
            return cue
    return None


def _dates_back(scope: Scope, cue: Cue, first: int, last: int) -> bool:
    """Whether a time in a later sentence dates the sign, and no treatment and no earlier number."""
    begins = BEGINNING.intersection(scope.reading.words.texts[first:last])  # "it started in 2016" goes on
    if begins or scope.dates_treatment(cue) or scope.in_sentence("recent"):
        return False
    return not is_comparison(scope.reading, first, last)


def _dated_next(scope: Scope) -> Cue | None:
    """ "Belt of blisters, burns like a nettle. That was autumn 2020": the next sentence points back."""
    for first, last in scope.next_sentences(1):
        texts = scope.reading.words.texts[first:last]
        points = texts[:1] and texts[0] in POINTING and not BEGINNING.intersection(texts)
        if points and not scope.reading.find(first, last, "now", "recent"):
            return next(iter(scope.reading.find(first, last, "past_distance")), None)
    return None


def _goes_on(scope: Scope, ending: Cue) -> bool:
    """ "Stopped, then started again", "hope it stops", "has not stopped"."""
    sentences = scope.reading.sentences
    last = sentences[min(scope.reading.sentence_at(ending.first) + 1, len(sentences) - 1)][1]
    first = max(0, ending.first - WITHDRAWN_BEFORE)
    return bool(scope.reading.find(first, min(last, ending.last + WITHDRAWN_AFTER), "persists"))


def passed_just_now(scope: Scope) -> bool:
    """Whether a time within two days stands near: an attack that passed today may come back."""
    following = scope.next_sentences(1)
    last = following[-1][1] if following else scope.sentence[1]
    return bool(scope.reading.find(scope.sentence[0], last, "just_now"))
