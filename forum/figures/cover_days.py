"""Hours without cover, cut at midnight UTC."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta

from forum.oncall.cover import cover


def uncovered_by_day(since: datetime, now: datetime) -> dict[date, float]:
    hours: dict[date, float] = defaultdict(float)
    for stretch in cover(since, now):
        if stretch.members:
            continue
        begins = stretch.starts_at
        while begins < stretch.ends_at:
            midnight = datetime.combine(begins.date() + timedelta(days=1), time(), begins.tzinfo)
            ends = min(midnight, stretch.ends_at)
            hours[begins.date()] += (ends - begins) / timedelta(hours=1)
            begins = ends
    return hours
