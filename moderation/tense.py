"""The tense of a stretch of words, told by its plain verbs; good enough to follow a story."""

from moderation.cue_files import load_cues
from moderation.reading import Reading
from moderation.scope import Scope

# "I cough", "we bleed": the word after is a verb in the present unless the cue files say otherwise.
SPEAKERS = frozenset({"i", "we"})
SHORTEST_PAST = 5
PERFECT = frozenset("ive have has havent hasnt weve theyve youve having".split())


def tense(reading: Reading, first: int, last: int) -> str:
    """ "past", "present", "mixed" when the present is as strong, or "" when no verb tells."""
    words = load_cues()
    pasts, presents = words.members("past_verb"), words.members("present_verb")
    no_past, no_present = words.members("no_past_verb"), words.members("no_present_verb")
    past = present = 0
    before = ""
    for word in reading.words.texts[first:last]:
        if word in pasts or (word.endswith("ed") and len(word) >= SHORTEST_PAST and word not in no_past):
            past += before not in PERFECT  # "I've got" is no past
        elif word in presents or (before in SPEAKERS and word.isalpha() and word not in no_present):
            present += 1
        before = word
    if past > present:
        return "past"
    if present:
        return "mixed" if past else "present"
    return ""


def is_comparison(reading: Reading, first: int, last: int) -> bool:
    """Whether a sentence only sets a number beside a time: "Last month 214"."""
    texts = reading.words.texts[first:last]
    numbers = sum(word[0].isdigit() and len(word) != len("2016") for word in texts)
    return numbers > 0 and not tense(reading, first, last)


def is_present(scope: Scope) -> bool:
    """Whether the clause of a finding speaks in the present."""
    return tense(scope.reading, *scope.clause) in {"present", "mixed"}
