"""Dates beside numbers: "12/03/24 210", "18 last spring, 240 today"; which of two is the newer one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may(?!\s(?:be|have|need|not|well))|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
AGES = {"day": 1, "night": 1, "week": 7, "wk": 7, "month": 30, "mth": 30, "year": 365, "yr": 365}
FEW = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
DATE = re.compile(
    rf"""(?<![\w/.,])(?:
    (?P<iso>20\d\d[-/.]\d{{1,2}}(?:[-/.]\d{{1,2}})?)(?!\d)
    | (?P<full>\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:20)?\d\d)(?!\d)
    | (?P<short>(?:0?\d|[12]\d|3[01])/(?:0?\d|[12]\d|3[01]))(?![\d/])
    | (?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-](?:of\s)?(?P<day_month>{MONTH})
      (?:,?[\s-](?P<day_year>20\d\d|'\d\d))?
    | (?P<month_first>{MONTH})\s(?P<first_day>\d{{1,2}})(?:(?:st|nd|rd|th)\b|,?\s20\d\d|(?=\s?[:=]|,?\s\d))
    | (?P<month>{MONTH})(?:\s(?P<year_after>20\d\d|'\d\d))?
    | (?:in\s|since\s)?(?P<year>(?:19|20)\d\d)(?![\d.,/])(?=\s?[:;,)-]|\s|$)
    | (?P<now>now|today|tonight|this\s(?:morning|afternoon|evening)|currently|just\snow)\b
    | (?P<near>yesterday|this\sweek)\b
    | last\s(?P<last>week|month|year|spring|summer|autumn|fall|winter|time|night)\b
    | (?P<count>\d{{1,2}}|a|one|two|three|four|five|six)\s
      (?P<unit>day|night|week|wk|month|mth|year|yr)s?\s(?:ago|back|before|earlier)\b
    )""",
    re.VERBOSE,
)
LAST = {"week": 7, "month": 30, "year": 365, "time": 2, "night": 1}
A_SEASON = 120


@dataclass(frozen=True, slots=True)
class Date:
    """A date as far as it is said: parts that are not said are 0; `age` is in days, -1 when not said."""

    start: int
    end: int
    year: int = 0
    month: int = 0
    day: int = 0
    age: int = -1
    is_alone: bool = True  # digits that cannot be a value beside it


def find_dates(text: str, start: int, end: int) -> list[Date]:
    """The dates of a stretch in reading order; 03/04 is read day first unless the text shows otherwise."""
    matches = list(DATE.finditer(text, start, end))
    written = [re.split(r"[-/.]", m["full"] or m["short"]) for m in matches if m["full"] or m["short"]]
    month_first = any(int(parts[1]) > 12 for parts in written)
    return [_read(match, month_first) for match in matches]


def _read(match: re.Match[str], month_first: bool) -> Date:
    start, end = match.span()
    if match["iso"]:
        year, month, *day = map(int, re.split(r"[-/.]", match["iso"]))
        return Date(start, end, year, month, day[0] if day else 0)
    if digits := match["full"] or match["short"]:
        day_, month, *rest = map(int, re.split(r"[-/.]", digits))
        if month_first:
            day_, month = month, day_
        return Date(start, end, _year(str(rest[0])) if rest else 0, month, day_)
    if name := match["day_month"] or match["month_first"] or match["month"]:
        day_ = int(match["day"] or match["first_day"] or 0)
        said = match["day_year"] or match["year_after"]
        return Date(start, end, _year(said) if said else 0, MONTHS.index(name[:3]) + 1, day_)
    if match["year"]:
        return Date(start, end, int(match["year"]))
    return Date(start, end, age=_age(match))


def _year(written: str) -> int:
    number = int(written.strip("'"))
    return number if number > 99 else 2000 + number


def _age(match: re.Match[str]) -> int:
    if match["now"]:
        return 0
    if match["near"]:
        return 1
    if match["last"]:
        return LAST.get(match["last"], A_SEASON)
    count = match["count"]
    return (FEW.get(count) or int(count)) * AGES[match["unit"]]


def newest(dates: Sequence[Date]) -> int | None:
    """The position of the newest date; nothing when the dates do not say which one it is."""
    if len(dates) < 2:
        return None
    now = [at for at, date in enumerate(dates) if date.age >= 0]
    if now:
        youngest = min(now, key=lambda at: dates[at].age)
        # "now" is newer than any date of the calendar; "3 weeks ago" may be older.
        return youngest if len(now) == len(dates) or dates[youngest].age <= 1 else None
    if all(date.year for date in dates):
        parts = [(date.year, date.month, date.day) for date in dates]
        return parts.index(max(parts)) if len(set(parts)) > 1 else None
    if all(date.month for date in dates):
        return _newest_of_a_year(dates)
    return None


def _newest_of_a_year(dates: Sequence[Date]) -> int | None:
    """Without years: listed forwards or backwards, whichever needs only short steps from month to month."""
    steps = []
    for one, two in zip(dates, dates[1:], strict=False):
        months = (two.month - one.month + 6) % 12 - 6
        steps.append(months or (two.day > one.day) - (two.day < one.day))
    if all(step > 0 for step in steps):
        return len(dates) - 1
    return 0 if all(step < 0 for step in steps) else None
