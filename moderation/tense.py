"""The tense of a stretch of words, told by its plain verbs; good enough to follow a story."""

from moderation.reading import Reading

PAST = frozenset(
    "was were had did went got came took gave said told felt saw found thought knew put kept could couldnt didnt "
    "wasnt werent started stopped turned woke became ended ran fell sent made called rang drove spent lost left "
    "began stayed hadnt held hit threw passed landed wanted looked tried asked happened lasted dropped wrote sat "
    "stood lay broke blew grew shot rose spat bled swelled swole ate drank slept rolled kept met learned led".split()
)
PRESENT = frozenset(
    "is are am im hes shes its theyre theres has have ive cant cannot isnt arent wont doesnt dont feels feel hurts "
    "looks keeps gets comes goes says wants bleeds aches burns wakes hasnt havent getting happening makes seems does "
    "needs shakes takes shows swells runs starts itches stings stops drips thats youre weve whats wheres".split()
)
# Words in -ed that tell no time, and words after "I" that are no verb in the present.
_NO_PAST = frozenset(
    "need hundred indeed speed blood seed feed red bed shed tired worried scared bleed infected inbred".split()
)
_NO_PRESENT = frozenset("just also then only never ever and or as would should might may will must not now id".split())


def tense(reading: Reading, first: int, last: int) -> str:
    """ "past", "present", "mixed" when both stand there, or "" when no verb tells."""
    texts = reading.words.texts[first:last]
    past = present = 0
    for at, word in enumerate(texts):
        if word in PAST or (word.endswith("ed") and len(word) > 4 and word not in _NO_PAST):
            past += 1
        elif word in PRESENT or (at and texts[at - 1] in {"i", "we"} and word.isalpha() and word not in _NO_PRESENT):
            present += 1
    if past > present:
        return "past"
    if present:
        return "mixed" if past else "present"
    return ""
