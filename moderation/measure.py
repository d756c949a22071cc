"""Reads measurements out of a text: "temp 38,9", "BP 85 over 50", "platelets 140, was 20 last month"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from moderation.number_patterns import BEFORE_NOW, NOT_AFTER, NOT_BEFORE, NOW, NUMBER, PAIR, WEATHER, YEAR
from moderation.quantities import NAMED, QUANTITIES

# Words between the name of a quantity and its number: "platelets have dropped again this week, to 31".
REACH = 60


@dataclass(frozen=True, slots=True)
class Measurement:
    """A number with what it measures, in the canonical unit; offsets in characters of the field."""

    quantity: str
    value: float
    start: int
    end: int
    anchors: tuple[tuple[int, int], ...]
    is_past: bool


def measure(folded: str) -> list[Measurement]:
    """All measurements of a folded text in reading order."""
    found: list[Measurement] = []
    sentences = re.compile(r"[^.!?\n…]*(?:[.!?](?!\s|$)[^.!?\n…]*)*[.!?\n…]*")
    for sentence in sentences.finditer(folded):
        if re.search(r"\d", sentence.group()):
            found.extend(_measure_sentence(folded, sentence.start(), sentence.end()))
    return found


def _measure_sentence(folded: str, start: int, end: int) -> Iterator[Measurement]:
    names = [(m.start(), m.end(), str(m.lastgroup)) for m in NAMED.finditer(folded, start, end)]
    pairs = list(_pairs(folded, start, end, names))
    taken = [(m.start, m.end) for m in pairs]
    yield from pairs
    series: dict[int, list[tuple[re.Match[str], float]]] = {}
    for match in NUMBER.finditer(folded, start, end):
        at = match.start("value")
        if any(first <= at < last for first, last in taken) or _counts_other(folded, match):
            continue
        named = _name_for(folded, match, names, end)
        if named is not None:
            index, value = named
            series.setdefault(index, []).append((match, value))
    for index, numbers in series.items():
        yield from _series(folded, names, index, numbers, (start, end))


def _pairs(folded: str, start: int, end: int, names: list[tuple[int, int, str]]) -> Iterator[Measurement]:
    """Blood pressures, written 120/80 or "85 over 50"."""
    named = [(first, last) for first, last, name in names if name == "systolic"]
    for match in PAIR.finditer(folded, start, end):
        upper, lower = float(match["systolic"]), float(match["diastolic"])
        if not (50 <= upper <= 280 and 25 <= lower <= 180 and upper > lower):
            continue
        if named or re.match(r"\s?mmhg", folded[match.end() : match.end() + 6]):
            before = [(first, last) for first, last in named if last <= match.start()][-1:]
            anchors = (*before, match.span())
            for name, value in (("systolic", upper), ("diastolic", lower)):
                yield Measurement(name, value, anchors[0][0], match.end(), anchors, False)


def _counts_other(folded: str, match: re.Match[str]) -> bool:
    before = folded[max(0, match.start() - 16) : match.start("value")]
    if not match["unit"] and (YEAR.fullmatch(match["value"]) or NOT_AFTER.match(folded, match.end("value"))):
        return True
    return bool(NOT_BEFORE.search(before)) and not match["unit"]


def _name_for(
    folded: str, match: re.Match[str], names: list[tuple[int, int, str]], end: int
) -> tuple[int, float] | None:
    """The index of the name that this number belongs to, and its value; -1 for a bare temperature."""
    unit = (match["unit"] or "").strip()
    number = _number(match["value"], unit)
    before = [index for index, (_, last, _) in enumerate(names) if last <= match.start("value")]
    if before and match.start("value") - names[before[-1]][1] <= REACH:
        value = _value(names[before[-1]][2], number, unit, match["bound"])
        if value is not None:
            return before[-1], value
    # "a 39.5 fever", "160 heart rate", "88% oxygen"
    for index, (first, _, name) in enumerate(names):
        if 0 <= first - match.end() <= 12 and re.fullmatch(r"[\s\w%]*", folded[match.end() : first]):
            value = _value(name, number, unit, match["bound"])
            if value is not None and name != "systolic":
                return index, value
    return _bare_temperature(folded, match, number, unit, end)


def _bare_temperature(
    folded: str, match: re.Match[str], number: float, unit: str, end: int
) -> tuple[int, float] | None:
    """ "39.2c this morning": a unit of temperature and a body's value, no weather in the sentence."""
    if unit.startswith("bpm") or unit == "beats":
        return (-2, number) if 20 <= number <= 260 else None
    if not re.match(r"[°º℃℉cfd]", unit):
        return None
    value = _value("temperature", number, unit, match["bound"])
    start = max(folded.rfind("\n", 0, match.start()), folded.rfind(". ", 0, match.start()), 0)
    if value is None or value < 37 or WEATHER.search(folded, start, end):
        return None
    return -1, value


def _number(written: str, unit: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+|\d{1,3}\s000", written):
        return float(re.sub(r"[,\s]", "", written))
    value = float(written.replace(" point ", ".").replace(",", "."))
    return value * 1000 if unit in ("k", "thousand") else value


def _value(name: str, number: float, unit: str, bound: str | None) -> float | None:
    if name in ("platelets", "neutrophils") and unit in ("k", "thousand") and number >= 1000:
        number /= 1000
    if unit in ("percent", "per cent"):
        unit = "%"
    unit = {"℃": "°c", "℉": "°f"}.get(unit, unit)
    value = QUANTITIES[name].canonical(number, unit)
    if value is not None and bound in ("under", "below", "less than", "<"):
        return value - 0.001  # "under 100" is below 100
    return value


def _series(
    folded: str,
    names: list[tuple[int, int, str]],
    index: int,
    numbers: list[tuple[re.Match[str], float]],
    sentence: tuple[int, int],
) -> Iterator[Measurement]:
    """Several numbers after one name: of "140, was 20 last month" or "from 210 to 31" one is current."""
    name = names[index][2] if index >= 0 else ("temperature" if index == -1 else "pulse")
    past = [_is_past(folded, position, numbers, sentence) for position in range(len(numbers))]
    if all(past):
        past = [False] * len(past)  # alone in the past: the temporality stage decides with the whole sentence
    for position, (match, value) in enumerate(numbers):
        span = (match.start("value"), match.end())
        anchors: tuple[tuple[int, int], ...] = (span,)
        if index >= 0 and position == 0:
            anchors = tuple(sorted((names[index][:2], span)))
        yield Measurement(name, value, anchors[0][0], anchors[-1][1], anchors, past[position])


def _is_past(
    folded: str, position: int, numbers: list[tuple[re.Match[str], float]], sentence: tuple[int, int]
) -> bool:
    if len(numbers) < 2:
        return False
    match = numbers[position][0]
    before = numbers[position - 1][0].end() if position else max(sentence[0], match.start() - 30)
    after = numbers[position + 1][0].start() if position + 1 < len(numbers) else sentence[1]
    lead, tail = folded[before : match.start("value")], folded[match.end() : after]
    tail = re.split(r"[,;:()]|\b(?:and|but|now|then|to|down|up)\b", tail)[0]
    if NOW.search(tail) or re.search(r"\b(?:now|today|to|is|down to|up to)\s*$", lead):
        return False
    return bool(BEFORE_NOW.search(lead) or BEFORE_NOW.search(tail))
