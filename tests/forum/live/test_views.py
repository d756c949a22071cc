"""The stream's address and the pulse."""

from datetime import timedelta
from urllib.parse import quote

import pytest

from forum.db import db, utcnow
from forum.devices.models import Device
from forum.live.hub import Hub
from forum.review.claim import take
from forum.review.intake import open_item
from tests.counting import queries
from tests.factories import make_member, make_post


@pytest.fixture
def ann(app):
    return make_member("Ann", role="moderator")


@pytest.fixture
def live(app, monkeypatch):
    watcher = app.extensions["live"]
    monkeypatch.setattr(watcher, "hub", Hub(1))
    return watcher


@pytest.fixture
def make_item(app, fake_reader):
    def make(level=2):
        item = open_item(make_post(), "report", 1, level)
        db.session.commit()
        return item

    return make


def test_a_stream_tells_of_a_new_item(live, login, ann, make_item):
    answer = login(ann).get("/review/stream")
    lines = answer.response
    assert (answer.status_code, answer.mimetype) == (200, "text/event-stream")
    assert answer.headers["X-Accel-Buffering"] == "no" and answer.headers["Cache-Control"] == "no-store"
    make_item(4)
    live.look()
    assert next(line for line in lines if b"event" in to_bytes(line)) is not None
    answer.close()
    assert live.hub.seats == set()


def to_bytes(line):
    return line if isinstance(line, bytes) else line.encode()


def test_a_waiting_stream_holds_no_connection(live, login, ann):
    client = login(ann)
    db.session.remove()
    before = db.engine.pool.checkedout()
    answer = client.get("/review/stream")
    assert len(live.hub.seats) == 1 and db.engine.pool.checkedout() == before
    answer.close()


def test_who_asks_for_the_head_of_a_stream_keeps_no_seat(live, login, ann):
    login(ann).head("/review/stream").close()
    assert live.hub.seats == set()


def test_beyond_the_most_the_page_is_told_to_ask_later(live, login, ann):
    client = login(ann)
    first = client.get("/review/stream")
    answer = client.get("/review/stream")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    first.close()


def test_the_stream_ends_with_the_device(live, login, ann):
    answer = login(ann).get("/review/stream")
    db.session.query(Device).filter_by(member_id=ann.id).one().ended_at = utcnow()
    db.session.commit()
    live.look()
    assert b"event: over" in b"".join(to_bytes(line) for line in answer.response)


def test_the_pulse_tells_counts_new_items_and_rows(login, ann, make_item):
    shown, since = make_item(2), utcnow()
    new = make_item(4)
    take(shown, ann)
    asked = f"/review/pulse?state=open&ids={shown.id}&since={quote(since.isoformat())}"
    found = login(ann).get(asked).json
    assert found["counts"] == {"4": 1, "2": 1} and found["new"] == {"4": 1}
    assert found["rows"].keys() == {str(shown.id)}
    assert found["rows"][str(shown.id)]["held"] == "You have it"
    assert login(ann).get(asked + "&level=urgent").json["new"] == {} and new.state == "open"


@pytest.mark.parametrize(
    "query",
    [
        "", "ids=x,99999999999,²,-1", "since=yesterday", "since=2026-01-01", "state=decided&ids=1,2",
        "since=0001-01-01T00:00:00%2B23:00", "since=0001-01-01T00:00:00%2B00:00",
    ],
)  # fmt: skip
def test_nonsense_is_no_fault(login, ann, query):
    answer = login(ann).get(f"/review/pulse?{query}")
    assert answer.status_code == 200 and answer.json["new"] == {}


def test_a_pulse_takes_as_many_queries_for_many_as_for_few(login, ann, make_item):
    client, taken = login(ann), []
    client.get("/review/pulse")  # some things are loaded once
    for _ in range(2):
        ids = ",".join(str(make_item().id) for _ in range(4))
        since = quote((utcnow() - timedelta(hours=1)).isoformat())
        with queries() as statements:
            client.get(f"/review/pulse?ids={ids}&since={since}")
        taken.append(len(statements))
    assert taken[0] == taken[1] <= 10
