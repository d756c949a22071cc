"""Shares with their uncertainty, for measuring on a limited number of cases."""

from dataclasses import dataclass
from math import sqrt

# 95 %: two-sided normal quantile.
Z = 1.959964


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many."""

    hits: int
    total: int

    @property
    def value(self) -> float | None:
        return self.hits / self.total if self.total else None

    @property
    def interval(self) -> tuple[float, float]:
        """The Wilson score interval at 95 %; it stays sane for few cases and for shares near 0 or 1."""
        if not self.total:
            return 0.0, 1.0
        share, n = self.hits / self.total, self.total
        centre = share + Z * Z / (2 * n)
        margin = Z * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
        scale = 1 + Z * Z / n
        return max(0.0, (centre - margin) / scale), min(1.0, (centre + margin) / scale)

    def __str__(self) -> str:
        if self.value is None:
            return "–"
        low, high = self.interval
        return f"{self.value:.3f} ({low:.2f}–{high:.2f})"
