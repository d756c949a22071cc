"""What the ladder told is one line with a count, until the items are opened, decided or put away."""

import pytest

from forum.db import db
from forum.desk.alarms import Alarms, alarms_of
from forum.desk.notes import tell, unseen
from forum.review.intake import open_item
from forum.screening import Level
from tests.factories import make_member, make_post


@pytest.fixture
def ann(app):
    return make_member("Ann", role="moderator")


@pytest.fixture
def items(fake_reader, ann):
    """Three that Ann was told of: one twice, as it is late by now."""
    found = [open_item(make_post(), "screening", 1, int(Level.CRISIS)) for _ in range(3)]
    for item in found:
        tell(ann, "new", item=item)
    tell(ann, "late", item=found[0])
    db.session.commit()
    return found


def test_an_item_counts_once_however_often_it_was_told(ann, items):
    assert alarms_of(ann) == Alarms(items=3, late=1) and unseen(ann) == []
    assert alarms_of(make_member(role="moderator")) == Alarms(0, 0)


def test_what_was_decided_asks_for_nobody(ann, items):
    items[0].state = "decided"
    assert alarms_of(ann) == Alarms(items=2, late=0)


def test_opening_an_item_settles_its_own_alarm(ann, items, login):
    client = login(ann)
    client.get(f"/review/{items[0].id}")
    assert alarms_of(ann) == Alarms(items=2, late=0)


def test_the_pages_beside_the_queue_tell_until_it_is_put_away(ann, items, login):
    client = login(ann)
    for path in ("/modlog", "/on-call"):
        assert "3 items wait for somebody, one of them past its time." in client.get(path).text
    for path in ("/review", f"/review/{items[0].id}"):
        assert "wait for somebody" not in client.get(path).text
    tell(ann, "late", item=items[0])
    client.post("/desk/alarms/put-away")
    assert alarms_of(ann) == Alarms(0, 0) and "wait for somebody" not in client.get("/on-call").text


@pytest.mark.parametrize(
    "items, late, words",
    [
        (0, 0, ""),
        (1, 0, "One item waits for somebody."),
        (1, 1, "One item is past its time."),
        (2, 2, "2 items are past their time."),
        (9, 4, "9 items wait for somebody, 4 of them past their time."),
    ],
)
def test_the_line(items, late, words):
    assert Alarms(items, late).words == words
