"""One look of the watcher."""

import pytest

from forum.db import db
from forum.live.hub import Hub
from forum.live.watch import Watcher
from forum.review.intake import open_item
from tests.factories import make_post


@pytest.fixture
def watcher(app):
    return Watcher(app, Hub(3))


def test_a_look_tells_of_a_change_once(watcher, fake_reader):
    watcher.look()
    assert not watcher.look()
    open_item(make_post(), "report", 1, 3)
    db.session.commit()
    assert watcher.look() and not watcher.look()
    assert watcher.hub.news.counts == ((3, 1),)


def test_a_look_holds_no_connection_afterwards(watcher):
    db.session.remove()
    before = db.engine.pool.checkedout()
    watcher.look()
    assert db.engine.pool.checkedout() == before


def test_a_look_ends_the_streams_of_unknown_devices(watcher):
    seat = watcher.hub.sit_down(99)
    watcher.look()
    assert seat.is_ended


def test_one_thread_watches_and_asks_nothing_without_streams(watcher, monkeypatch):
    looks = []
    monkeypatch.setattr(watcher, "look", lambda: looks.append(1))
    watcher.start()
    thread = watcher._thread
    watcher.start()
    assert watcher._thread is thread and thread.is_alive() and looks == []
