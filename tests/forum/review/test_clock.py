"""Clocks: how much of its time an item has used, and when the time begins anew."""

from datetime import timedelta

import pytest

from forum.db import db, utcnow
from forum.review.clock import clock_after, due_at, target, used
from forum.review.intake import open_item
from forum.screening import Level
from tests.factories import make_post


@pytest.fixture
def item(app, fake_reader):
    item = open_item(make_post(), "report", 1, Level.URGENT)
    db.session.commit()
    return item


def test_each_level_has_the_time_that_the_settings_give_it(app, monkeypatch):
    monkeypatch.setitem(app.config, "TARGET_URGENT", 90)
    assert target(Level.URGENT) == timedelta(minutes=90)
    assert target(Level.NONE) == target(Level.INFO) == timedelta(hours=24)


def test_used_is_one_when_the_item_is_due(item):
    item.clock_at = utcnow() - timedelta(hours=2)
    assert used(item, item.clock_at + timedelta(hours=2)) == 0.5
    assert used(item, due_at(item)) == 1


@pytest.mark.parametrize(
    "before, after, begins_anew",
    [
        (Level.URGENT, Level.EMERGENCY, True),
        (Level.NONE, Level.URGENT, True),
        (Level.EMERGENCY, Level.CRISIS, False),
        (Level.EMERGENCY, Level.URGENT, False),
        (Level.URGENT, Level.URGENT, False),
    ],
)
def test_the_clock_begins_anew_only_when_the_time_gets_shorter(app, before, after, begins_anew):
    long_ago = utcnow() - timedelta(hours=3)
    assert (clock_after(before, after, long_ago) > long_ago) is begins_anew


def test_a_report_on_a_decided_item_starts_its_clock_again(item):
    item.clock_at = utcnow() - timedelta(days=3)
    item.state = "decided"
    db.session.commit()
    open_item(item.post, "report", 2, Level.URGENT)
    assert used(item) < 0.01
