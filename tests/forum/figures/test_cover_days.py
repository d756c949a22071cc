"""Hours without cover are cut at midnight and add up to the whole."""

from datetime import UTC, datetime, timedelta

import pytest

from forum.figures import cover_days
from forum.oncall.cover import Stretch

START = datetime(2026, 3, 1, 18, 0, tzinfo=UTC)


@pytest.mark.parametrize("hours", [1, 6, 7, 30, 31, 54])
def test_each_day_has_its_own_hours(monkeypatch, hours):
    end = START + timedelta(hours=hours)
    stretches = [Stretch(START, end, ()), Stretch(end, end + timedelta(hours=9), ("somebody",))]
    monkeypatch.setattr(cover_days, "cover", lambda start, end: stretches)
    found = cover_days.uncovered_by_day(START, end)
    assert sum(found.values()) == hours and found[START.date()] == min(hours, 6)
    assert max(found.values()) <= 24
