"""Hard items are counted once a day, by the day of the moderator's own zone."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from forum.db import db
from forum.desk import hard
from forum.desk.hard import count_hard, hard_today, sweep
from forum.desk.models import HardItem
from forum.desk.settings import own_settings
from forum.review.intake import open_item
from forum.screening import Level
from tests.factories import make_member, make_post


@pytest.fixture
def at(monkeypatch):
    return lambda moment: monkeypatch.setattr(hard, "utcnow", lambda: moment)


@pytest.fixture
def ann(reader):
    return make_member("Ann", role="moderator")


def item(level=Level.CRISIS):
    return open_item(make_post(), "report", 1, level)


@pytest.mark.parametrize("level", Level)
def test_only_crisis_and_emergency_count(ann, level):
    assert count_hard(ann, item(level)) is (level >= Level.EMERGENCY)
    assert hard_today(ann) == (level >= Level.EMERGENCY)


def test_the_same_item_counts_once_a_day(ann):
    one = item()
    assert count_hard(ann, one) and not count_hard(ann, one)
    count_hard(ann, item())
    assert hard_today(ann) == 2 and hard_today(make_member(role="moderator")) == 0


def test_the_day_ends_by_their_own_clocks(ann, at):
    own_settings(ann).zone = "America/Los_Angeles"
    evening = datetime(2026, 3, 24, 5, tzinfo=UTC)  # 22:00 of the 23rd there
    at(evening)
    count_hard(ann, item())
    at(evening + timedelta(hours=1, minutes=59))
    assert hard_today(ann) == 1
    at(evening + timedelta(hours=2))
    assert hard_today(ann) == 0


def test_what_was_hard_is_forgotten_after_a_month(ann, at):
    at(datetime(2026, 3, 1, tzinfo=UTC))
    count_hard(ann, item())
    at(datetime(2026, 3, 30, tzinfo=UTC))
    sweep()
    assert db.session.scalar(select(func.count(HardItem.id))) == 1
    at(datetime(2026, 4, 2, tzinfo=UTC))
    sweep()
    assert db.session.scalar(select(func.count(HardItem.id))) == 0
