"""How well the context of the mentions found is read, axis by axis and value by value."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from moderation.cases import Mention
from moderation.evaluate import Result, found_mentions
from moderation.findings import Finding, Talk
from moderation.rates import Rate

LIVE, NOT_LIVE = "live", "not live"


@dataclass(slots=True)
class Axis:
    """One axis: marked values against given ones."""

    name: str
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def right(self) -> Rate:
        return Rate(
            sum(n for (marked, given), n in self.pairs.items() if marked == given), self.pairs.total()
        )

    @property
    def values(self) -> list[str]:
        return sorted({value for pair in self.pairs for value in pair})

    def recall(self, value: str) -> Rate:
        """Of the mentions marked so, those read so."""
        return Rate(self.pairs[value, value], self._count(0, value))

    def precision(self, value: str) -> Rate:
        """Of the mentions read so, those marked so."""
        return Rate(self.pairs[value, value], self._count(1, value))

    def _count(self, side: int, value: str) -> int:
        return sum(n for pair, n in self.pairs.items() if pair[side] == value)


def _live(yes: bool) -> str:
    return LIVE if yes else NOT_LIVE


def _figurative(yes: bool) -> str:
    return "figurative" if yes else "literal"


# Each axis: what the reader of the post marked, and what the screener says.
AXES: dict[str, tuple[Callable[[Mention], str], Callable[[Finding], str]]] = {
    "live or not": (lambda m: _live(m.is_live), lambda f: _live(f.is_live)),
    "assertion": (lambda m: m.assertion, lambda f: f.assertion.value),
    "temporality": (lambda m: m.temporality, lambda f: f.temporality.value),
    "experiencer": (lambda m: m.experiencer, lambda f: f.experiencer.value),
    "figurative": (
        lambda m: _figurative(not m.literal),
        lambda f: _figurative(f.talk is Talk.FIGURATIVE),
    ),
}


def read_axes(results: Iterable[Result]) -> tuple[list[Axis], Rate]:
    """Every axis over the mentions found; and of those taken as quoted, the ones that are not live.

    The corpus has no mark for "quoted": what a leaflet or an adviser says is marked hypothetical there.
    """
    axes = [Axis(name) for name in AXES]
    quoted = quoted_right = 0
    for mention, finding in found_mentions(results, literal_only=False):
        if finding.talk is Talk.QUOTED:
            quoted += 1
            quoted_right += not mention.is_live
        for axis in axes:
            marked, given = AXES[axis.name]
            axis.pairs[marked(mention), given(finding)] += 1
    return axes, Rate(quoted_right, quoted)
