"""The tense of a stretch of words, told by its plain verbs; good enough to follow a story."""

from moderation.reading import Reading

# Words in -ed that tell no time.
_NO_VERB = frozenset("need hundred indeed speed blood seed feed red bed shed tired worried scared used bleed infected".split())

_NOT_PRESENT = frozenset("just also then only never ever and or as had was could would should might may will must not now".split())


def tense(reading: Reading, first: int, last: int) -> str:
    """ "past", "present" or "" when no verb tells."""
    past = len(reading.find(first, last, "past_tense"))
    present = len(reading.find(first, last, "present_tense"))
    texts = reading.words.texts[first:last]
    past += sum(word.endswith("ed") and len(word) > 4 and word not in _NO_VERB for word in texts)
    past_verbs = {cue.first for cue in reading.find(first, last, "past_tense")}
    for at in range(first, last - 1):
        follows = reading.words.texts[at + 1]
        if reading.words.texts[at] in {"i", "we"} and follows.isalpha() and at + 1 not in past_verbs:
            present += not follows.endswith("ed") and follows not in _NOT_PRESENT
    if past > present:
        return "past"
    return "present" if present else ""
