"""Whether a number beside the name of a quantity is its value: not a date, a limit, a dose or another's."""

import re

from moderation.number_patterns import (
    INFANT,
    LEADS_TO,
    NOT_AFTER,
    NOT_BEFORE,
    NOT_OF_BODY,
    RANGE,
    REFERENCE,
    YEAR,
)
from moderation.number_sentence import NumberSentence
from moderation.pressures import LOOK_BACK
from moderation.quantities import VITALS
from moderation.quantity_names import Name
from moderation.written_numbers import Number

# Words of everyday talk: their number follows directly, or after "is", "of", "to".
CLOSE = {"systolic", "diastolic", "glucose", "potassium", "sodium", "ketones", "breaths", "crp", "troponin"}
# A whole number up to this one is a count of many things.
SMALL = 12
# Signs that only a leaflet or a lab writes before a number.
LIMITS = ("≥", "≤", ">=", "<=", "≥=", "≤=")


def counts_other(sentence: NumberSentence, match: re.Match[str]) -> bool:
    """Whether the number is a date, a count of something else, or a limit that a lab prints."""
    at = match.start("value")
    usual = REFERENCE.search(sentence.text, max(sentence.start, at - LOOK_BACK), at)
    if match["bound"] in LIMITS or (usual and _is_limit(sentence, usual, match)):
        return True
    if match["unit"]:
        return False
    if YEAR.fullmatch(match["value"]) or NOT_AFTER.match(sentence.text, match.end("value")):
        return True
    before = NOT_BEFORE.search(sentence.text, max(sentence.start, at - 16), at)
    # "fever past 100.4", unlike "half past 7"
    return before is not None and not (before[0].strip() == "past" and not match["value"].isdigit())


def _is_limit(sentence: NumberSentence, usual: re.Match[str], match: re.Match[str]) -> bool:
    """A bracket holds a limit only when a range stands in it; a number alone in one is the value."""
    is_range = bool(RANGE.match(sentence.text, match.end("value")))
    if usual[0][0] == "(":
        return is_range or any(sign in usual[0] for sign in ("-", "<", ">", "to"))
    is_alone = (
        sentence.text[match.start("value") - 1] == "(" and sentence.text[match.end() : match.end() + 1] == ")"
    )
    return is_range or not is_alone


def is_of_another(sentence: NumberSentence, name: Name, number: Number, is_later: bool) -> bool:
    """Whether a number that could be this quantity by its size is something else by its words."""
    lead = sentence.text[name.end : number.start]
    if name.end > number.start or name.start == name.end:
        return False
    if name.quantity == "breaths" and sentence.says(INFANT):
        return True
    beside = max(sentence.start, name.start - 20), min(sentence.end, number.end + 25)
    if name.quantity == "temperature" and NOT_OF_BODY.search(sentence.text, *beside):
        return True
    is_small = number.value <= SMALL and number.value % 1 == 0 and not number.unit
    is_later = is_later and name.quantity not in VITALS
    if not (is_later or is_small or name.quantity in CLOSE) or number.unit:
        return False
    may_pause = is_later or name.quantity == "systolic"
    is_led = LEADS_TO.search(lead) or (may_pause and lead.rstrip()[-1:] in (",", ";", "/"))
    return bool(lead.strip()) and not is_led
