"""Who is on call when: shifts once and weekly, over midnight and the change of clocks, without who pauses."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from forum.db import db
from forum.desk.models import Pause
from forum.desk.settings import own_settings
from forum.oncall import cover as covers
from forum.oncall import shifts
from forum.oncall.cover import cover, hours_without_cover, next_on_call, on_call, times_of
from forum.oncall.models import Shift
from forum.oncall.shifts import Plan, put_on_call, take_off_call
from tests.factories import make_member

MONDAY = datetime(2026, 3, 23, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def clock(app, monkeypatch):
    """It is Monday, 23 March 2026, 00:00 UTC; `clock(moment)` sets another time."""

    def set_clock(moment):
        for module in (covers, shifts):
            monkeypatch.setattr(module, "utcnow", lambda: moment)

    set_clock(MONDAY)
    return set_clock


def moderator(name="", zone="UTC"):
    member = make_member(name, role="moderator")
    own_settings(member).zone = zone
    return member


def plan(member, day, begins, ends, is_weekly=False):
    shift = put_on_call(member, Plan(day, time(begins), time(ends), is_weekly), member)
    db.session.flush()
    return shift


def told(start, end):
    return [((s.starts_at - start) / HOUR, [m.name for m in s.members]) for s in cover(start, end)]


def test_a_day_in_stretches_with_its_gaps():
    plan(moderator("Ann"), date(2026, 3, 23), 8, 14)
    plan(moderator("Ben"), date(2026, 3, 23), 12, 18)
    assert told(MONDAY, MONDAY + DAY) == [
        (0, []), (8, ["Ann"]), (12, ["Ann", "Ben"]), (14, ["Ben"]), (18, [])
    ]  # fmt: skip
    assert hours_without_cover(MONDAY, MONDAY + DAY) == 14


def test_nobody_at_all_is_one_gap():
    assert told(MONDAY, MONDAY + DAY) == [(0, [])]
    assert hours_without_cover(MONDAY, MONDAY + 7 * DAY) == 7 * 24


def test_one_after_the_other_makes_no_gap_and_the_same_one_no_seam():
    ann = moderator("Ann")
    plan(ann, date(2026, 3, 23), 0, 6)
    plan(ann, date(2026, 3, 23), 6, 0)
    assert told(MONDAY, MONDAY + DAY) == [(0, ["Ann"])]
    assert hours_without_cover(MONDAY, MONDAY + DAY) == 0


def test_a_weekly_night_is_an_hour_shorter_when_the_clocks_change():
    shift = plan(moderator("Ann", "Europe/Berlin"), date(2026, 3, 28), 22, 6, is_weekly=True)
    spans = list(times_of(shift, MONDAY, MONDAY + 21 * DAY))
    assert [(ends - begins) / HOUR for begins, ends in spans] == [7, 8, 8]
    assert [f"{begins:%a %H:%M}" for begins, _ in spans] == ["Sat 21:00", "Sat 20:00", "Sat 20:00"]


def test_a_weekly_shift_has_the_clocks_of_its_moderator():
    plan(moderator("Kim", "Australia/Sydney"), date(2026, 3, 24), 9, 17, is_weekly=True)
    assert told(MONDAY, MONDAY + 2 * DAY) == [(0, []), (22, ["Kim"]), (30, [])]


def test_a_weekly_shift_that_began_last_night_counts_this_morning(clock):
    plan(moderator("Ann"), date(2026, 3, 23), 22, 6, is_weekly=True)
    later = MONDAY + 8 * DAY
    assert told(later, later + DAY) == [(0, ["Ann"]), (6, [])]


def test_hours_that_are_over_stay_without_cover(clock):
    clock(MONDAY + 10 * HOUR)
    plan(moderator("Ann"), date(2026, 3, 23), 8, 18)
    plan(moderator("Ben"), date(2026, 3, 23), 7, 9, is_weekly=True)
    assert told(MONDAY, MONDAY + DAY) == [(0, []), (10, ["Ann"]), (18, [])]
    assert told(MONDAY + 7 * DAY, MONDAY + 8 * DAY) == [(0, []), (7, ["Ben"]), (9, [])]


def test_a_pause_leaves_a_gap_also_in_the_past():
    ann = moderator("Ann")
    plan(ann, date(2026, 3, 23), 0, 0)
    db.session.add(Pause(member_id=ann.id, starts_at=MONDAY + 2 * HOUR, ends_at=MONDAY + 5 * HOUR))
    db.session.add(Pause(member_id=ann.id, starts_at=MONDAY + 20 * HOUR))
    assert hours_without_cover(MONDAY, MONDAY + DAY) == 3 + 4


@pytest.mark.parametrize("change", [{"roles": []}, {"suspended_until": datetime(2999, 1, 1, tzinfo=UTC)}])
def test_who_may_not_moderate_covers_nothing(change):
    ann = moderator("Ann")
    plan(ann, date(2026, 3, 23), 0, 0)
    assert on_call() == [ann]
    for name, value in change.items():
        setattr(ann, name, value)
    assert on_call() == []


def test_next_is_who_comes_new():
    ann, ben = moderator("Ann"), moderator("Ben")
    plan(ann, date(2026, 3, 23), 0, 8)
    plan(ben, date(2026, 3, 23), 4, 6)
    found = next_on_call()
    assert found.starts_at == MONDAY + 4 * HOUR and ben in found.members
    assert next_on_call(MONDAY + 5 * HOUR) is None


def test_a_weekly_shift_taken_off_keeps_its_past(clock):
    ann = moderator("Ann")
    shift = plan(ann, date(2026, 3, 23), 0, 12, is_weekly=True)
    clock(MONDAY + 8 * DAY)
    assert take_off_call(shift, ann) and not take_off_call(shift, ann)
    assert hours_without_cover(MONDAY, MONDAY + 28 * DAY) == 28 * 24 - 24


def test_a_shift_that_has_not_begun_goes_and_one_that_is_over_is_not_made(clock):
    ann = moderator("Ann")
    shift = plan(ann, date(2026, 3, 25), 0, 12)
    take_off_call(shift, ann)
    db.session.flush()
    assert db.session.query(Shift).count() == 0
    assert plan(ann, date(2026, 3, 22), 0, 12) is None
