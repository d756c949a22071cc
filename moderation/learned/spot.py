"""Finds the words for which the network decided, so that a moderator can see why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from moderation.findings import Level
from moderation.learned.model import Prediction
from moderation.learned.network import Floats

# A run grows from its strongest word over neighbours that are at least this likely part of a sign.
PART = 0.3
LONGEST = 14
MOST_SPOTS = 5


@dataclass(frozen=True, slots=True)
class Spot:
    """Words that speak for a level: characters ``start`` to ``end`` of a field (0 title, 1 body)."""

    field: int
    start: int
    end: int
    concept: str
    weight: float


def find_spots(prediction: Prediction, level: Level, concepts: Sequence[str | None]) -> list[Spot]:
    """The runs of words that speak for a level or above, the strongest first; none without words.

    `concepts` names the columns of `prediction.signs`; None for one that must not be given.
    """
    if not len(prediction.words) or not any(concepts):
        return []
    # Word classes are the levels moved up by one: class 1 is a sign that is denied or not meant.
    weight = prediction.words[:, level + 1 :].sum(axis=1)
    part = 1 - prediction.words[:, 0]
    spots = [_spot(prediction, run, weight, concepts) for run in _runs(prediction, weight, part)]
    return sorted(spots, key=lambda spot: -spot.weight)


def _runs(prediction: Prediction, weight: Floats, part: Floats) -> Iterator[tuple[int, int]]:
    places = prediction.encoded.places
    free = np.array([place is not None and place[1].text[0].isalnum() for place in places])
    for _ in range(MOST_SPOTS):
        if not free.any():
            return
        seed = int(np.where(free, weight, -1).argmax())
        first, last = seed, seed + 1
        while last - first < LONGEST and last < len(places) and places[last] and part[last] >= PART:
            last += 1
        while last - first < LONGEST and first > 0 and places[first - 1] and part[first - 1] >= PART:
            first -= 1
        free[first:last] = False
        yield first, last


def _spot(
    prediction: Prediction, run: tuple[int, int], weight: Floats, concepts: Sequence[str | None]
) -> Spot:
    first, last = run
    places = [place for place in prediction.encoded.places[first:last] if place is not None]
    likely = prediction.signs[first:last].mean(axis=0)
    concept = max((chance, name) for chance, name in zip(likely, concepts, strict=True) if name)[1]
    return Spot(
        field=places[0][0],
        start=places[0][1].start,
        end=places[-1][1].end,
        concept=concept,
        weight=float(weight[first:last].max()),
    )
