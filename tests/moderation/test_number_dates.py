import pytest

from moderation.number_dates import find_dates, newest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-03-12 and 12/03/24", [(2024, 3, 12), (2024, 3, 12)]),
        ("3/14 and 4/15", [(0, 3, 14), (0, 4, 15)]),
        ("14/3 and 15/4", [(0, 3, 14), (0, 4, 15)]),
        ("12 march 2023, 4th of may", [(2023, 3, 12), (0, 5, 4)]),
        ("march 14, 2023", [(0, 3, 14)]),
        ("in june it may be so", [(0, 6, 0)]),
        ("since 2019 and", [(2019, 0, 0)]),
        ("bp 120/80, pain 10/10", [(0, 10, 10)]),
        ("platelets 210", []),
    ],
)
def test_find_dates(text: str, expected: list[tuple[int, int, int]]) -> None:
    assert [(date.year, date.month, date.day) for date in find_dates(text, 0, len(text))] == expected


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("now", 0),
        ("yesterday", 1),
        ("last week", 7),
        ("last spring", 120),
        ("3 weeks ago", 21),
        ("a year ago", 365),
    ],
)
def test_dates_that_are_told_from_today(text: str, days: int) -> None:
    [date] = find_dates(text, 0, len(text))
    assert date.age == days


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("12/03/24 14/04/24", 1),
        ("14/04/24 12/03/24", 0),
        ("march april june", 2),
        ("june may april", 0),
        ("nov jan", 1),
        ("march then today", 1),
        ("last spring, today", 1),
        ("march june january", None),
        ("march", None),
        ("march and 3 weeks ago", None),
    ],
)
def test_newest(text: str, position: int | None) -> None:
    assert newest(find_dates(text, 0, len(text))) == position
