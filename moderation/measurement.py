"""One measurement as it was read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measurement:
    """A number with what it measures, in the canonical unit; offsets in characters of the field."""

    quantity: str
    value: float
    start: int
    end: int
    anchors: tuple[tuple[int, int], ...]
    is_past: bool
