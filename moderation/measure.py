"""Reads measurements out of a text: "temp 38,9", "BP 85 over 50", "platelets 140, was 20 last month"."""

from bisect import bisect_right
from collections.abc import Iterator

from moderation.measurement import Measurement
from moderation.number_context import counts_other, is_of_another
from moderation.number_patterns import (
    EFFORT,
    HAS_NUMBER,
    INFANT,
    JOINED,
    NUMBER,
    OUTDOORS,
    SENTENCE,
    SPELLED_LEAD,
    WEATHER,
)
from moderation.number_sentence import NumberSentence
from moderation.pressures import find_pressures
from moderation.quantities import VITALS
from moderation.quantity_names import Name, end_of
from moderation.trends import past_of, settle
from moderation.written_numbers import Number, read_number

# Characters between the name of a quantity and its number: "platelets have dropped again this week, to 31".
REACH = 60
# "2 sugars in my tea": no value of these goes before its name.
OF_FOOD = {"glucose", "potassium", "sodium", "ketones"}
# Values of these have no tenths in the range of a fever: "platelets fine, 38.9 tonight".
NOT_LIKE_FEVER = {
    "platelets",
    "neutrophils",
    "pulse",
    "systolic",
    "diastolic",
    "saturation",
    "egfr",
    "tsh",
    "breaths",
}
# A bare temperature below this is the weather's or nobody's concern.
WARM = 37
# "8 breaths and then rest" is an exercise; so many are counted.
FAST_BREATHS = 20


def measure(folded: str) -> list[Measurement]:
    """All measurements of a folded text in reading order."""
    found: list[Measurement] = []
    before: _Sentence | None = None
    for match in SENTENCE.finditer(folded):
        if match.group().isspace():
            continue
        has_number = HAS_NUMBER.search(match.group()) is not None
        carried = before.carries() if before and has_number else None
        before = _Sentence(folded, match.start(), match.end(), carried)
        if has_number:
            found.extend(before.measurements())
    return settle(folded, found)


class _Sentence(NumberSentence):
    """One sentence while its numbers are read."""

    def measurements(self) -> Iterator[Measurement]:
        pairs = list(find_pressures(self.text, self.start, self.end, self.names))
        taken = {at for pair in pairs for at in range(pair.start, pair.end)}
        taken |= {at for date in self.dates for at in range(date.start, date.end)}
        yield from pairs
        series: dict[Name, list[tuple[Number, float]]] = {}
        for match in NUMBER.finditer(self.text, self.start, self.end):
            at = match.start("value")
            if at in taken or counts_other(self, match):
                continue
            number = read_number(match)
            name, value = self._named(number)
            if (
                name is not None
                and value is not None
                and not is_of_another(self, name, number, name in series)
            ):
                series.setdefault(name, []).append((number, value))
        for name, numbers in series.items():
            yield from self._series(name, numbers)

    def _named(self, number: Number) -> tuple[Name | None, float | None]:
        """The name that this number belongs to, and its value."""
        at = bisect_right(self.names, number.start, key=end_of)
        near = [name for name in self.names[max(at - 1, 0) : at] if number.start - name.end <= REACH]
        is_beside = bool(near and SPELLED_LEAD.fullmatch(self.text, near[0].end, number.start))
        near = near or self.carried_to(number.start, number.end)
        if (
            number.is_spelled
            and number.unit != "breaths"
            and not (is_beside or (near and near[0].start == near[0].end))
        ):
            return None, None
        after = self._after(number, at)
        # "wbc 4.1 hb 13.3": the name before has its number.
        if after and not is_beside and after[0].quantity == "temperature":
            near = after + near  # "heart going wild, 105 fever"
        else:
            near += after if not is_beside or number.unit else []
        for name in near:
            value = number.of(name.quantity)
            is_other = name.quantity in NOT_LIKE_FEVER and number.is_like_fever
            if value is not None and not is_other and not (name.quantity == "pulse" and self.says(EFFORT)):
                return name, value
        if number.is_like_fever and near and near[0].quantity == "other":
            return None, None
        return self._bare(number)

    def _after(self, number: Number, at: int) -> list[Name]:
        """The name right behind: "a 39.5 fever", "160 heart rate", "88% oxygen"."""
        return [
            name
            for name in self.names[at : at + 1]
            if name.start >= number.end
            and (number.unit or name.quantity not in OF_FOOD)
            and JOINED.fullmatch(self.text, number.end, name.start)
        ]

    def _bare(self, number: Number) -> tuple[Name | None, float | None]:
        """ "39.2c this morning", "150 bpm", "shivering, 38.9": the number alone says what it is."""
        if number.unit in ("bpm", "beats"):
            quantity, is_meant = "pulse", not self.says(EFFORT)
        elif number.unit == "breaths":
            quantity, is_meant = "breaths", number.value >= FAST_BREATHS and not self.says(INFANT)
        else:
            quantity = "temperature"
            is_meant = number.is_like_fever and not self.says(OUTDOORS)
        value = number.of(quantity)
        if not is_meant and number.unit[:1] in tuple("°ºcfd") and value is not None:
            is_meant = value >= WARM and not self.says(WEATHER)
        return (Name(self.start, self.start, quantity), value) if is_meant else (None, None)

    def _series(self, name: Name, numbers: list[tuple[Number, float]]) -> Iterator[Measurement]:
        """Several numbers after one name: of "140, was 20 last month" or "from 210 to 31" one is current."""
        past = past_of(
            self.text,
            self.start,
            self.end,
            [number for number, _ in numbers],
            is_vital=name.quantity in VITALS,
        )
        for position, (number, value) in enumerate(numbers):
            anchors: tuple[tuple[int, int], ...] = ((number.start, number.end),)
            if position == 0 and name.end > name.start:
                anchors = tuple(sorted(((name.start, name.end), *anchors)))
            yield Measurement(name.quantity, value, anchors[0][0], anchors[-1][1], anchors, past[position])
