"""Reads measurements out of a text: "temp 38,9", "BP 85 over 50", "platelets 140, was 20 last month"."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from moderation.number_patterns import (
    BEFORE_NOW,
    EFFORT,
    HAS_NUMBER,
    JOINED,
    NOT_AFTER,
    NOT_BEFORE,
    NOW,
    NUMBER,
    OUTDOORS,
    PAIR,
    RANGE,
    REFERENCE,
    SEGMENT,
    SENTENCE,
    SPELLED_LEAD,
    WEATHER,
    YEAR,
)
from moderation.quantities import NAMED
from moderation.written_numbers import Number, read_number

# Characters between the name of a quantity and its number: "platelets have dropped again this week, to 31".
REACH = 60
LOOK_BACK = 40  # for words that make a number a usual value or a limit
# Values of these have no tenths in the range of a fever: "platelets fine, 38.9 tonight".
NOT_LIKE_FEVER = {"platelets", "neutrophils", "pulse", "systolic", "diastolic", "saturation", "egfr", "tsh"}
# A bare temperature below this is the weather's or nobody's concern.
WARM = 37


@dataclass(frozen=True, slots=True)
class Measurement:
    """A number with what it measures, in the canonical unit; offsets in characters of the field."""

    quantity: str
    value: float
    start: int
    end: int
    anchors: tuple[tuple[int, int], ...]
    is_past: bool


@dataclass(frozen=True, slots=True)
class _Name:
    """A place where a quantity, or another blood value ("other"), is named."""

    start: int
    end: int
    quantity: str


def measure(folded: str) -> list[Measurement]:
    """All measurements of a folded text in reading order."""
    found: list[Measurement] = []
    for match in SENTENCE.finditer(folded):
        if HAS_NUMBER.search(match.group()):
            found.extend(_Sentence(folded, match.start(), match.end()).measurements())
    return found


@dataclass(frozen=True)
class _Sentence:
    """One sentence while its numbers are read."""

    text: str
    start: int
    end: int

    @cached_property
    def names(self) -> list[_Name]:
        matches = NAMED.finditer(self.text, self.start, self.end)
        return [_Name(match.start(), match.end(), str(match.lastgroup)) for match in matches]

    @cached_property
    def is_of_effort(self) -> bool:
        return EFFORT.search(self.text, self.start, self.end) is not None

    @cached_property
    def is_of_weather(self) -> bool:
        return WEATHER.search(self.text, self.start, self.end) is not None

    def measurements(self) -> Iterator[Measurement]:
        pairs = list(self._pairs())
        taken = {at for pair in pairs for at in range(pair.start, pair.end)}
        yield from pairs
        series: dict[_Name, list[tuple[Number, float]]] = {}
        for match in NUMBER.finditer(self.text, self.start, self.end):
            at = match.start("value")
            if at in taken or self._counts_other(match):
                continue
            number = read_number(match)
            name, value = self._named(number)
            if name is not None and value is not None:
                series.setdefault(name, []).append((number, value))
        for name, numbers in series.items():
            yield from self._series(name, numbers)

    def _pairs(self) -> Iterator[Measurement]:
        """Blood pressures, written 120/80 or "85 over 50"."""
        named = [name for name in self.names if name.quantity == "systolic"]
        for match in PAIR.finditer(self.text, self.start, self.end):
            if REFERENCE.search(self.text, max(self.start, match.start() - LOOK_BACK), match.start()):
                continue
            upper, lower = float(match["systolic"]), float(match["diastolic"])
            is_named = bool(named or match["unit"])
            if not _is_pressure(upper, lower, is_named):
                continue
            at = bisect_right(named, match.start(), key=_end)
            anchors = (*((name.start, name.end) for name in named[max(at - 1, 0) : at]), match.span())
            for quantity, value in (("systolic", upper), ("diastolic", lower)):
                yield Measurement(quantity, value, anchors[0][0], match.end(), anchors, False)

    def _counts_other(self, match: re.Match[str]) -> bool:
        """Whether the number is a date, a count of something else, or a limit that a lab prints."""
        at = match.start("value")
        usual = REFERENCE.search(self.text, max(self.start, at - LOOK_BACK), at)
        # A bracket alone holds a limit only when a range stands in it.
        if usual and (usual[0][0] != "(" or "-" in usual[0] or RANGE.match(self.text, match.end("value"))):
            return True
        if match["unit"]:
            return False
        if YEAR.fullmatch(match["value"]) or NOT_AFTER.match(self.text, match.end("value")):
            return True
        return bool(NOT_BEFORE.search(self.text, max(self.start, at - 16), at))

    def _named(self, number: Number) -> tuple[_Name | None, float | None]:
        """The name that this number belongs to, and its value."""
        at = bisect_right(self.names, number.start, key=_end)
        near = [name for name in self.names[max(at - 1, 0) : at] if number.start - name.end <= REACH]
        if number.is_spelled and not (near and SPELLED_LEAD.fullmatch(self.text, near[0].end, number.start)):
            return None, None
        # "a 39.5 fever", "160 heart rate", "88% oxygen"
        near += [
            name
            for name in self.names[at : at + 1]
            if name.start >= number.end and JOINED.fullmatch(self.text, number.end, name.start)
        ]
        for name in near:
            value = number.of(name.quantity)
            is_other = name.quantity in NOT_LIKE_FEVER and number.is_like_fever
            if value is not None and not is_other and not (name.quantity == "pulse" and self.is_of_effort):
                return name, value
        if number.is_like_fever and near and near[0].quantity == "other":
            return None, None
        return self._bare(number)

    def _bare(self, number: Number) -> tuple[_Name | None, float | None]:
        """ "39.2c this morning", "150 bpm", "shivering, 38.9": the number alone says what it is."""
        if number.unit in ("bpm", "beats"):
            quantity, is_meant = "pulse", not self.is_of_effort
        else:
            quantity = "temperature"
            is_meant = number.is_like_fever and not OUTDOORS.search(self.text, self.start, self.end)
        value = number.of(quantity)
        if not is_meant and number.unit[:1] in tuple("°ºcfd") and value is not None:
            is_meant = value >= WARM and not self.is_of_weather
        return (_Name(self.start, self.start, quantity), value) if is_meant else (None, None)

    def _series(self, name: _Name, numbers: list[tuple[Number, float]]) -> Iterator[Measurement]:
        """Several numbers after one name: of "140, was 20 last month" or "from 210 to 31" one is current."""
        past = [self._is_past(position, numbers) for position in range(len(numbers))]
        if all(past):
            past = [False] * len(past)  # alone in the past: the temporality stage sees the whole sentence
        for position, (number, value) in enumerate(numbers):
            anchors: tuple[tuple[int, int], ...] = ((number.start, number.end),)
            if position == 0 and name.end > name.start:
                anchors = tuple(sorted(((name.start, name.end), *anchors)))
            yield Measurement(name.quantity, value, anchors[0][0], anchors[-1][1], anchors, past[position])

    def _is_past(self, position: int, numbers: list[tuple[Number, float]]) -> bool:
        if len(numbers) < 2:
            return False
        number = numbers[position][0]
        before = numbers[position - 1][0].end if position else max(self.start, number.start - 30)
        after = numbers[position + 1][0].start if position + 1 < len(numbers) else self.end
        lead, tail = self.text[before : number.start], self.text[number.end : after]
        tail = SEGMENT.split(tail)[0]
        if NOW.search(tail) or re.search(r"\b(?:now|today|to|is)\s*$", lead):
            return False
        return bool(BEFORE_NOW.search(SEGMENT.split(lead)[-1]) or BEFORE_NOW.search(tail))


def _is_pressure(upper: float, lower: float, is_named: bool) -> bool:
    if is_named:
        return 50 <= upper <= 280 and 25 <= lower <= 180 and upper > lower
    # Without a word near it: no score out of ten, no date, no days on and off a drug.
    return 70 <= upper <= 260 and 38 <= lower <= 160 and upper - lower >= 20


def _end(name: _Name) -> int:
    return name.end
