"""What the plots draw: lengths from 0 to 100. The pages draw them as SVG, without script."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from forum.figures.words import duration, percent

TARGETS = 3
"""Times of the target that a bar of waiting can show; what waited longer ends at the edge."""


@dataclass(frozen=True, slots=True)
class Bar:
    """`mark` is where the target stands, or None; `goes_on` says that the bar is cut at the edge."""

    name: str
    text: str
    length: float
    mark: float | None = None
    goes_on: bool = False


def against_target(name: str, seconds: int, aim: int) -> Bar:
    length = 100 * seconds / (aim * TARGETS)
    return Bar(name, duration(seconds), round(min(length, 100), 1), round(100 / TARGETS, 1), length > 100)


def of_whole(name: str, share: float | None) -> Bar:
    return Bar(name, percent(share), share or 0)


def of_most(name: str, number: int, most: int) -> Bar:
    return Bar(name, f"{number:,}", round(100 * number / most, 1) if most else 0)


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns side by side, one a day: heights above and below a line in parts of 100."""

    heights: Sequence[tuple[float, float]]
    first: date
    last: date
    top: float
    has_below: bool

    @classmethod
    def of(cls, pairs: Sequence[tuple[float, float]], days: Sequence[date], top: float = 0) -> "Columns":
        most = top or max((max(pair) for pair in pairs), default=0) or 1
        heights = [(round(100 * up / most, 1), round(100 * down / most, 1)) for up, down in pairs]
        return cls(heights, days[0], days[-1], most, any(down for _, down in pairs) or not top)
