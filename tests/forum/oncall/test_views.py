"""The page "On call": now, next, the week with its gaps in words, and shifts put on and taken off."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from forum.db import db
from forum.desk.settings import own_settings
from forum.modlog.models import ModLogEntry
from forum.oncall import cover, shifts, views
from forum.oncall.models import Shift
from tests.factories import make_member

NOW = datetime(2026, 3, 23, 12, tzinfo=UTC)
GOOD = {"day": "2026-03-23", "begins": "22:00", "ends": "02:00", "repeat": "once"}


@pytest.fixture(autouse=True)
def clock(app, monkeypatch):
    for module in (cover, shifts, views):
        monkeypatch.setattr(module, "utcnow", lambda: NOW)


@pytest.fixture
def ann(app):
    return make_member("Ann", role="moderator")


def planned():
    return list(db.session.scalars(select(Shift).order_by(Shift.id)))


def words(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_one_puts_oneself_on_call_in_ones_own_zone(login, ann):
    own_settings(ann).zone = "America/New_York"
    browser = login(ann)
    assert browser.post("/on-call", data=GOOD).status_code == 303
    [shift] = planned()
    assert shift.member is ann
    assert (shift.starts_at, shift.ends_at) == (NOW + timedelta(hours=14), NOW + timedelta(hours=18))
    page = words(browser.get("/on-call").text)
    assert "22:00 to 24:00 02:00 to 04:00 UTC Ann" in page and "Times are in New York time" in page
    assert "Ann Monday 23 March, 22:00 (02:00 UTC)" in page


def test_who_lives_by_utc_is_told_it_once(login, ann):
    browser = login(ann)
    browser.post("/on-call", data=GOOD)
    page = words(browser.get("/on-call").text)
    assert "Ann Monday 23 March, 22:00" in page and "(22:00 UTC)" not in page


def test_gaps_are_named_in_words(login, ann):
    db.session.add(Shift(member=ann, starts_at=NOW, ends_at=NOW + timedelta(hours=3)))
    page = words(login(ann).get("/on-call").text)
    assert "Now Ann" in page and "Nobody in the next two weeks" in page
    assert "12:00 to 15:00 Ann" in page and "15:00 to 24:00 Nobody" in page
    assert "00:00 to 24:00 Nobody" in page and page.count("March") >= 7


def test_a_weekly_shift_keeps_its_weekday_and_clock(login, ann):
    own_settings(ann).zone = "Europe/Berlin"
    browser = login(ann)
    browser.post("/on-call", data=GOOD | {"repeat": "weekly"})
    [shift] = planned()
    assert (shift.weekday, shift.from_minute, shift.to_minute) == (0, 1320, 120)
    assert "Every Monday from 22:00 to 02:00, Berlin time" in browser.get("/on-call").text


@pytest.mark.parametrize(
    "wrong, said",
    [
        ({"day": ""}, "Choose a day"),
        ({"day": "someday"}, "Choose a day"),
        ({"day": "2026-03-20"}, "within a year"),
        ({"day": "2029-03-20"}, "within a year"),
        ({"begins": "late"}, "Type a time"),
        ({"begins": "08:00", "ends": "09:00"}, "over already"),
        ({"repeat": "sometimes"}, "Not a valid choice"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(login, ann, wrong, said):
    typed = GOOD | wrong
    answer = login(ann).post("/on-call", data=typed)
    assert answer.status_code == 422 and said in answer.text and planned() == []
    assert all(f'value="{typed[name]}"' in answer.text for name in ("day", "begins", "ends"))


def test_an_admin_puts_anybody_on_call_and_takes_them_off(login, ann):
    admin = make_member("Zoe", role="admin")
    browser = login(admin)
    assert browser.post("/on-call", data=GOOD | {"who": str(ann.id)}).status_code == 303
    [shift] = planned()
    assert shift.member is ann
    assert browser.post(f"/on-call/{shift.id}/off").status_code == 303
    assert planned() == []
    entries = db.session.scalars(select(ModLogEntry).order_by(ModLogEntry.id))
    actions = [(entry.action, entry.moderator.name) for entry in entries]
    assert actions == [("put on call", "Zoe"), ("taken off call", "Zoe")]


def test_an_admin_puts_no_member_on_call(login):
    member = make_member()
    answer = login(make_member(role="admin")).post("/on-call", data=GOOD | {"who": str(member.id)})
    assert answer.status_code == 422 and planned() == []


def test_a_moderator_neither_puts_nor_takes_others(login, ann):
    ben = make_member("Ben", role="moderator")
    browser = login(ben)
    browser.post("/on-call", data=GOOD | {"who": str(ann.id)})
    assert [shift.member for shift in planned()] == [ben]
    theirs = Shift(member=ann, starts_at=NOW, ends_at=NOW + timedelta(hours=1))
    db.session.add(theirs)
    db.session.commit()
    assert browser.post(f"/on-call/{theirs.id}/off").status_code == 403
    assert f"/on-call/{theirs.id}/off" not in browser.get("/on-call").text


def test_one_takes_oneself_off(login, ann):
    hour = timedelta(hours=1)
    shift = Shift(member=ann, starts_at=NOW - hour, ends_at=NOW + hour)
    db.session.add(shift)
    db.session.commit()
    login(ann).post(f"/on-call/{shift.id}/off")
    assert planned()[0].ends_at == NOW
