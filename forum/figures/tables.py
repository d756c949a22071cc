"""The tables of the page of figures, and the same as files: what a plot draws stands in its table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from forum.figures import queries
from forum.figures.bars import Bar, Columns, against_target, of_most, of_whole
from forum.figures.cover_days import uncovered_by_day
from forum.figures.words import duration, level_name, percent
from forum.review.clock import target


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` hold plain numbers, as the file has them; `shown` the same as people say them."""

    key: str
    title: str
    lead: str
    head: tuple[str, ...]
    rows: Sequence[Sequence[Any]]
    shown: Sequence[Sequence[str]]
    bars: Sequence[tuple[str, Sequence[Bar]]] = ()
    columns: Columns | None = None


def waiting(since: datetime, now: datetime) -> Table:
    waits, still = queries.waits_by_level(since), queries.still_waiting(now)
    rows, shown, bars = [], [], []
    for level in sorted(waits.keys() | still.keys(), reverse=True):
        w, s, aim = waits.get(level), still.get(level), int(target(level).total_seconds())
        oldest = int((now - s.since).total_seconds()) if s else None
        done = (w.count, w.median, w.ninth, w.worst, _share(w.in_time, w.count)) if w else (0, *[None] * 4)
        row = (level_name(level), aim, *done, s.count if s else 0, oldest, s.late if s else 0)
        rows.append(row)
        times = [duration(row[place]) for place in (1, 3, 4, 5)]
        shown.append((row[0], times[0], f"{row[2]:,}", *times[1:], percent(row[6]), f"{row[7]:,}",
                      duration(oldest), f"{row[9]:,}"))  # fmt: skip
        if w:
            pairs = (("half within", w.median), ("nine of ten within", w.ninth))
            bars.append((row[0], [against_target(name, value, aim) for name, value in pairs]))
    head = ("Level", "Target", "Decided", "Half within", "Nine of ten within", "Longest", "In time",
            "Still waiting", "Longest wait now", "Late now")  # fmt: skip
    lead = (
        "From the moment an item came until somebody decided. The mark is the target of the level. An item "
        "that rose to a graver level has that level's whole time from then on."
    )
    return Table("waiting", "How long items waited", lead, head, rows, shown, bars)


def in_and_out(since: datetime, now: datetime) -> Table:
    came, went = queries.in_and_out(since)
    days = _days(since, now)
    rows = [(str(day), came.get(str(day), 0), went.get(str(day), 0)) for day in days]
    columns = Columns.of([(came, went) for _, came, went in rows], days)
    lead = "Above the line what came, below it what was decided. An item that came back counts again."
    return Table(
        "in-and-out",
        "Items in and out",
        lead,
        ("Day", "Came", "Decided"),
        rows,
        _plain(rows),
        columns=columns,
    )


def right_calls(since: datetime, now: datetime) -> Table:
    calls = sorted(queries.right_calls(since).items(), reverse=True)
    rows = [(level_name(level), total, right, _share(right, total)) for level, (total, right) in calls]
    shown = [(name, f"{total:,}", f"{right:,}", percent(share)) for name, total, right, share in rows]
    bars = [(row[0], [of_whole("right", row[3])]) for row in rows]
    lead = (
        "A call of the program is right when the moderator kept its level, and wrong when they changed or "
        "removed it. Decisions that were undone do not count."
    )
    head = ("Level shown", "Decisions", "Kept", "Right")
    return Table("right-calls", "How often the program was right", lead, head, rows, shown, bars)


def load(since: datetime, now: datetime) -> Table:
    rows = [tuple(row) for row in queries.load(since)]
    most = max([max(row[1:]) for row in rows], default=0)
    names = ("decisions", "items read", "hard items")
    bars = [(row[0], [of_most(*pair, most) for pair in zip(names, row[1:], strict=True)]) for row in rows]
    lead = (
        "So that nobody carries too much. In the order of names, as this is no contest: who decides little "
        "may have read a lot. Hard items are crises and emergencies."
    )
    head = ("Moderator", "Decisions", "Items read", "Hard items decided")
    return Table("load", "Who carries how much", lead, head, rows, _plain(rows), bars)


def cover(since: datetime, now: datetime) -> Table:
    hours = uncovered_by_day(since, now)
    rows = [(str(day), round(hours.get(day, 0.0), 1)) for day in _days(since, now)]
    shown = [(day, f"{number:g} h") for day, number in rows]
    columns = Columns.of([(number, 0) for _, number in rows], _days(since, now), top=24)
    lead = f"Hours in which nobody was on call: {sum(row[1] for row in rows):g} in all. A day has 24."
    head = ("Day", "Hours without cover")
    return Table("cover", "Hours without cover", lead, head, rows, shown, columns=columns)


TABLES = {
    "waiting": waiting,
    "in-and-out": in_and_out,
    "right-calls": right_calls,
    "load": load,
    "cover": cover,
}
"""By key, in the order of the page."""


def _share(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None


def _plain(rows: Sequence[Sequence[Any]]) -> list[list[str]]:
    return [[f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row] for row in rows]


def _days(since: datetime, now: datetime) -> list[date]:
    return [since.date() + timedelta(days=n) for n in range((now.date() - since.date()).days + 1)]
