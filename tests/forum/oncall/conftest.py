"""Items that wait since a moment of a simulated day, and moderators who are on call or not."""

from datetime import UTC, datetime, timedelta

import pytest

from forum.db import db
from forum.oncall.models import Shift
from forum.review.intake import open_item
from tests.factories import make_member, make_post

NOON = datetime(2026, 3, 23, 12, tzinfo=UTC)


@pytest.fixture
def open_at(reader):
    """`open_at(level, moment)`: an item that waits since then."""

    def make(level, moment=NOON):
        item = open_item(make_post(), "report", 1, level)
        item.clock_at = item.opened_at = moment
        db.session.commit()
        return item

    return make


@pytest.fixture
def ann(app):
    """A moderator who is on call the whole week."""
    member = make_member("Ann", role="moderator")
    week = timedelta(days=7)
    db.session.add(Shift(member=member, starts_at=NOON - week, ends_at=NOON + week))
    db.session.commit()
    return member


@pytest.fixture
def ben(app):
    """A moderator who is not on call."""
    return make_member("Ben", role="moderator")
