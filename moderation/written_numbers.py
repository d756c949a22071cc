"""One number as written: its value, unit and bound."""

import re
from dataclasses import dataclass

from moderation.number_patterns import ONES, TENS, TENTHS
from moderation.quantities import QUANTITIES

WORTH = {word: number for number, word in enumerate(ONES, 1)}
WORTH |= {word: 10 * number for number, word in enumerate(TENS, 2)}


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its unit and bound, as written."""

    start: int
    end: int
    value: float
    unit: str
    bound: str
    has_tenths: bool
    is_spelled: bool

    @property
    def is_like_fever(self) -> bool:
        """38.4 or 101.3 without a word is hardly ever anything else on a board like this."""
        return (
            self.has_tenths
            and not self.unit.strip("°º cf")
            and (37.5 <= self.value <= 42.4 or 99.5 <= self.value <= 107.9)
        )

    def of(self, quantity: str) -> float | None:
        """The value in the canonical unit of this quantity, if it can be one."""
        if quantity == "other":
            return None
        value = QUANTITIES[quantity].canonical(self.value, self.unit)
        if value is not None and self.bound in ("under", "below", "less than", "<"):
            return value - 0.001  # "under 100" is below 100
        return value


def read_number(match: re.Match[str]) -> Number:
    """Read a match of `NUMBER`."""
    unit = (match["unit"] or "").strip()
    unit = {"percent": "%", "per cent": "%", "℃": "°c", "℉": "°f"}.get(unit, unit)
    written = match["value"]
    if written[0].isalpha():
        value = float(_spelled(written))
    elif re.fullmatch(r"\d{1,3}(?:,\d{2,3})*,\d{3}|\d{1,3}\s000", written):
        value = float(re.sub(r"[,\s]", "", written))
    else:
        value = float(written.replace(" point ", ".").replace(",", "."))
        value *= 1000 if unit in ("k", "thousand") else 1
    return Number(
        match.start("value"),
        match.end(),
        value,
        unit,
        match["bound"] or "",
        TENTHS.fullmatch(written) is not None,
        written[0].isalpha(),
    )


def _spelled(written: str) -> int:
    """ "a hundred and three" is 103, and "two forty" is 240."""
    first, _, others = written.partition(" ")
    if first in ONES[:9] and others.split(" ")[0] in TENS:
        return 100 * WORTH[first] + _spelled(others)
    hundreds, _, rest = written.rpartition("hundred")
    return 100 * sum(WORTH.get(word, 0) for word in hundreds.replace("a ", "one ").split()) + sum(
        WORTH.get(word, 0) for word in rest.split()
    )
