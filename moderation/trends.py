"""Of several values of one thing, which is the current one: trends, lists and tables with dates."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Protocol

from moderation.measurement import Measurement
from moderation.number_dates import Date, find_dates, newest
from moderation.number_patterns import BEFORE_NOW, LISTED, NEWEST_FIRST, NOW, SEGMENT, TREND
from moderation.quantities import VITALS

TO_NOW = re.compile(r"\b(?:now|today|to|is|currently)\s*$")
NOW_WORD = re.compile(r"\b(?:now|today|tonight|currently|this (?:morning|afternoon|evening))\b")
# Characters between a date and the value that it belongs to.
DATE_REACH = 30
# Between a value and its date stands no other number, and no end of a sentence or a line.
CUT = re.compile(r"[\d.;!?\n]")


class Place(Protocol):
    """Where a value stands."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def past_of(
    text: str,
    start: int,
    end: int,
    places: Sequence[Place],
    *,
    is_vital: bool = False,
    needs_now: bool = False,
) -> list[bool]:
    """Which of several values after one name are past; none when all would be.

    A fever that fell an hour after a tablet is still one: of vital signs, a trend proves nothing.
    """
    if len(places) < 2 or (needs_now and not _has_now(text, end, places)):
        return [False] * len(places)
    current = None if is_vital or needs_now else _end_of_trend(text, start, end, places)
    if current is not None:
        return [at != current for at in range(len(places))]
    past = [_is_past(text, start, end, places, at) for at in range(len(places))]
    # Alone in the past: the temporality stage sees the whole sentence.
    return [False] * len(past) if all(past) else past


def _has_now(text: str, end: int, places: Sequence[Place]) -> bool:
    return any(NOW_WORD.search(text, max(0, place.start - 20), min(end, place.end + 25)) for place in places)


def _end_of_trend(text: str, start: int, end: int, places: Sequence[Place]) -> int | None:
    """The last value of "40 -> 66 -> 130" or of a list that is called a trend."""
    links = [text[one.end : two.start] for one, two in pairwise(places)]
    if not all(LISTED.fullmatch(link) for link in links):
        return None
    is_directed = any(TREND.search(link) for link in links)
    if not (is_directed or (len(places) > 2 and TREND.search(text, start, places[0].start))):
        return None
    return 0 if NEWEST_FIRST.search(text, start, end) else len(places) - 1


def _is_past(text: str, start: int, end: int, places: Sequence[Place], at: int) -> bool:
    place = places[at]
    before = places[at - 1].end if at else max(start, place.start - 30)
    after = places[at + 1].start if at + 1 < len(places) else end
    lead, tail = text[before : place.start], SEGMENT.split(text[place.end : after])[0]
    if NOW.search(tail) or TO_NOW.search(lead):
        return False
    return bool(BEFORE_NOW.search(SEGMENT.split(lead)[-1]) or BEFORE_NOW.search(tail))


def settle(text: str, found: list[Measurement]) -> list[Measurement]:
    """Mark as past what a dated value of the same quantity elsewhere in the text is newer than."""
    counts: dict[str, int] = {}
    for one in found:
        counts[one.quantity] = counts.get(one.quantity, 0) + 1
    if max(counts.values(), default=0) < 2:
        return found
    dates = find_dates(text, 0, len(text))
    old: set[int] = set()
    for quantity in (name for name, count in counts.items() if count > 1 and name not in VITALS):
        places = [at for at, one in enumerate(found) if one.quantity == quantity]
        dated = [(at, date) for at, date in _dated(text, found, places, dates) if not found[at].is_past]
        chosen = newest([date for _, date in dated])
        if chosen is not None:
            old.update(at for at, date in dated if _parts(date) != _parts(dated[chosen][1]))
    return [replace(one, is_past=True) if at in old else one for at, one in enumerate(found)]


def _parts(date: Date) -> tuple[int, ...]:
    return date.year, date.month, date.day, date.age


def _dated(
    text: str, found: list[Measurement], places: list[int], dates: list[Date]
) -> list[tuple[int, Date]]:
    """Each value with its date: the one before it in its line, or else the one right behind it."""
    pairs = []
    for at in places:
        start, end = found[at].anchors[-1]
        first = bisect_left(dates, start - 2 * DATE_REACH, key=_start)
        near = dates[first : bisect_left(dates, end + DATE_REACH, first, key=_start)]
        before = [(date, text[date.end : start]) for date in near if date.end <= start]
        after = [(date, text[end : date.start]) for date in near if date.start >= end]
        beside = [date for date, gap in before if len(gap) <= DATE_REACH and not CUT.search(gap)][-1:]
        behind = [date for date, gap in after if not CUT.search(gap) and "," not in gap][:1]
        is_row = beside and not re.search(r"\w", text[beside[0].end : start])
        if beside or behind:
            pairs.append((at, beside[0] if is_row or not behind else behind[0]))
    return pairs


def _start(date: Date) -> int:
    return date.start
