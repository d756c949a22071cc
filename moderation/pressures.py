"""Blood pressures as pairs: 120/80, "85 over 50"."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from moderation.measurement import Measurement
from moderation.number_patterns import PAIR, REFERENCE
from moderation.quantity_names import Name, end_of
from moderation.trends import past_of

LOOK_BACK = 40  # for words that make a number a usual value or a limit


def find_pressures(text: str, start: int, end: int, names: Sequence[Name]) -> Iterator[Measurement]:
    """The pressures of one sentence, two measurements each."""
    named = [name for name in names if name.quantity == "systolic"]
    pairs = [match for match in PAIR.finditer(text, start, end) if _is_meant(text, start, match, bool(named))]
    places = [_Place(match) for match in pairs]
    for match, is_past in zip(pairs, past_of(text, start, end, places, needs_now=True), strict=True):
        at = bisect_right(named, match.start(), key=end_of)
        anchors = (*((name.start, name.end) for name in named[max(at - 1, 0) : at]), match.span())
        for quantity in ("systolic", "diastolic"):
            value = float(match[quantity])
            yield Measurement(quantity, value, anchors[0][0], match.end(), anchors, is_past)


class _Place:
    """Where a pair stands."""

    def __init__(self, match: re.Match[str]) -> None:
        self.start, self.end = match.span()


def _is_meant(text: str, start: int, match: re.Match[str], is_named: bool) -> bool:
    if REFERENCE.search(text, max(start, match.start() - LOOK_BACK), match.start()):
        return False
    if match["sign"] in ("by", "on") and not is_named:
        return False
    return _is_pressure(float(match["systolic"]), float(match["diastolic"]), is_named or bool(match["unit"]))


def _is_pressure(upper: float, lower: float, is_named: bool) -> bool:
    if is_named:
        return 50 <= upper <= 280 and 25 <= lower <= 180 and upper > lower
    # Without a word near it: no score out of ten, no date, no days on and off a drug.
    return 70 <= upper <= 260 and 38 <= lower <= 160 and upper - lower >= 20
