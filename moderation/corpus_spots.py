"""Puts marks back into a text: where each quote stands, so that marks nest and none crosses another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Quote = tuple[str, str]
"""The sign that opens a mark, and the words in it."""
CLOSING = "]]"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one mark stands: which of the texts, and from where to where."""

    field: int
    start: int
    end: int
    opening: str

    @property
    def order(self) -> tuple[int, int, int]:
        return self.field, self.start, -self.end

    def crosses(self, other: "Spot") -> bool:
        if self.field != other.field:
            return False
        first, second = sorted((self, other), key=lambda spot: spot.order)
        return first.start < second.start < first.end < second.end


def mark_up(texts: Sequence[str], quotes: Sequence[Quote]) -> list[str]:
    """The texts with a mark around each quote, in the order given where that can be; else `ValueError`."""
    spots = _place(texts, quotes, [], in_order=True)
    if spots is None:
        spots = _place(texts, quotes, [], in_order=False)
    if spots is None:
        raise ValueError("a quote is not in the text, or two quotes cross")
    return [
        _insert(text, [spot for spot in spots if spot.field == field]) for field, text in enumerate(texts)
    ]


def _place(
    texts: Sequence[str], quotes: Sequence[Quote], placed: list[Spot], in_order: bool
) -> list[Spot] | None:
    if len(placed) == len(quotes):
        return placed
    for spot in _candidates(texts, *quotes[len(placed)]):
        late = not in_order or not placed or placed[-1].order <= spot.order
        if late and not any(map(spot.crosses, placed)):
            found = _place(texts, quotes, [*placed, spot], in_order)
            if found is not None:
                return found
    return None


def _candidates(texts: Sequence[str], opening: str, quote: str) -> Iterator[Spot]:
    for field, text in enumerate(texts):
        start = text.find(quote) if quote else -1
        while start >= 0:
            yield Spot(field, start, start + len(quote), opening)
            start = text.find(quote, start + 1)


def _insert(text: str, spots: Sequence[Spot]) -> str:
    signs = [(spot.end, 0, CLOSING) for spot in spots]
    signs += [(spot.start, 1, spot.opening) for spot in sorted(spots, key=lambda spot: spot.order)]
    marked, done = "", 0
    for at, _, sign in sorted(signs, key=lambda sign: sign[:2]):
        marked += text[done:at] + sign
        done = at
    return marked + text[done:]
