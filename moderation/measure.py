"""Reads measurements out of a text: "temp 38,9", "BP 85 over 50", "platelets 140, was 20 last month"."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from moderation.number_patterns import (
    BEFORE_NOW,
    EFFORT,
    JOINED,
    NOT_AFTER,
    NOT_BEFORE,
    NOW,
    NUMBER,
    PAIR,
    RANGE,
    REFERENCE,
    SEGMENT,
    SENTENCE,
    WEATHER,
    YEAR,
)
from moderation.quantities import NAMED, QUANTITIES

# Characters between the name of a quantity and its number: "platelets have dropped again this week, to 31".
REACH = 60
# How far before a number the words stand that make it a usual value or a limit.
LOOK_BACK = 40
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


@dataclass(frozen=True, slots=True)
class _Number:
    """A number with its unit and bound, as written."""

    start: int
    end: int
    value: float
    unit: str
    bound: str

    def of(self, quantity: str) -> float | None:
        """The value in the canonical unit of this quantity, if it can be one."""
        if quantity == "other":
            return None
        value = QUANTITIES[quantity].canonical(self.value, self.unit)
        if value is not None and self.bound in ("under", "below", "less than", "<"):
            return value - 0.001  # "under 100" is below 100
        return value


def measure(folded: str) -> list[Measurement]:
    """All measurements of a folded text in reading order."""
    found: list[Measurement] = []
    for match in SENTENCE.finditer(folded):
        if re.search(r"\d", match.group()):
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
        series: dict[_Name, list[tuple[_Number, float]]] = {}
        for match in NUMBER.finditer(self.text, self.start, self.end):
            at = match.start("value")
            if at in taken or self._counts_other(match):
                continue
            number = _read(match)
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
            if not (50 <= upper <= 280 and 25 <= lower <= 180 and upper > lower and (named or match["unit"])):
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

    def _named(self, number: _Number) -> tuple[_Name | None, float | None]:
        """The name that this number belongs to, and its value."""
        at = bisect_right(self.names, number.start, key=_end)
        near = [name for name in self.names[max(at - 1, 0) : at] if number.start - name.end <= REACH]
        # "a 39.5 fever", "160 heart rate", "88% oxygen"
        after = self.names[at : at + 1]
        near += [
            name
            for name in after
            if name.start >= number.end and JOINED.fullmatch(self.text, number.end, name.start)
        ]
        for name in near:
            value = number.of(name.quantity)
            if value is not None and not (name.quantity == "pulse" and self.is_of_effort):
                return name, value
        return self._bare(number)

    def _bare(self, number: _Number) -> tuple[_Name | None, float | None]:
        """ "39.2c this morning", "150 bpm": the unit alone says what it is."""
        quantity = "pulse" if number.unit in ("bpm", "beats") else "temperature"
        value = number.of(quantity)
        if quantity == "pulse":
            is_other = self.is_of_effort
        else:
            is_warm = number.unit[:1] in tuple("°ºcfd") and value is not None and value >= WARM
            is_other = not is_warm or self.is_of_weather
        return (None, None) if is_other else (_Name(self.start, self.start, quantity), value)

    def _series(self, name: _Name, numbers: list[tuple[_Number, float]]) -> Iterator[Measurement]:
        """Several numbers after one name: of "140, was 20 last month" or "from 210 to 31" one is current."""
        past = [self._is_past(position, numbers) for position in range(len(numbers))]
        if all(past):
            past = [False] * len(past)  # alone in the past: the temporality stage sees the whole sentence
        for position, (number, value) in enumerate(numbers):
            anchors: tuple[tuple[int, int], ...] = ((number.start, number.end),)
            if position == 0 and name.end > name.start:
                anchors = tuple(sorted(((name.start, name.end), *anchors)))
            yield Measurement(name.quantity, value, anchors[0][0], anchors[-1][1], anchors, past[position])

    def _is_past(self, position: int, numbers: list[tuple[_Number, float]]) -> bool:
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


def _end(name: _Name) -> int:
    return name.end


def _read(match: re.Match[str]) -> _Number:
    unit = (match["unit"] or "").strip()
    unit = {"percent": "%", "per cent": "%", "℃": "°c", "℉": "°f"}.get(unit, unit)
    written = match["value"]
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+|\d{1,3}\s000", written):
        value = float(re.sub(r"[,\s]", "", written))
    else:
        value = float(written.replace(" point ", ".").replace(",", "."))
        value *= 1000 if unit in ("k", "thousand") else 1
    return _Number(match.start("value"), match.end(), value, unit, match["bound"] or "")
