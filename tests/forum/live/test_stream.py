"""The text of a stream, driven by hand: nothing here sleeps."""

import socket

import pytest

from forum.live import stream
from forum.live.hub import Hub
from forum.live.news import News
from forum.live.stream import events, left_by_browser


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """Waits that end without news end at once."""
    monkeypatch.setattr(stream, "KEEP_ALIVE", 0)


@pytest.fixture
def hub():
    return Hub(1)


def test_a_stream_says_when_to_come_again_and_what_is_new(hub):
    seat = hub.sit_down(1)
    lines = events(hub, seat)
    assert next(lines) == "retry: 2000\n\n"
    hub.tell(News(counts=((4, 1),)), {1})
    assert next(lines) == 'event: news\ndata: {"counts": {"4": 1}}\n\n'


def test_without_news_a_comment_keeps_it_open(hub):
    lines = events(hub, hub.sit_down(1))
    assert [next(lines) for _ in range(3)][1:] == [": still here\n\n"] * 2


def test_who_may_not_hear_is_told_so_and_the_seat_is_free(hub):
    lines = events(hub, hub.sit_down(1))
    next(lines)
    hub.tell(News(counts=((4, 1),)), set())
    assert list(lines) == ["event: over\ndata: {}\n\n"]
    assert hub.seats == set()


def test_after_some_minutes_it_ends_by_itself(hub):
    clock = iter((0.0, 1.0, stream.LASTS))
    assert list(events(hub, hub.sit_down(1), lambda: next(clock)))[-1] == ": still here\n\n"
    assert hub.seats == set()


def test_a_broken_line_frees_the_seat(hub):
    lines = events(hub, hub.sit_down(1))
    next(lines)
    lines.close()
    assert hub.seats == set()


def test_a_closed_socket_is_seen():
    ours, theirs = socket.socketpair()
    with ours:
        is_gone = left_by_browser({"gunicorn.socket": ours})
        assert not is_gone()
        theirs.close()
        assert is_gone()
    assert not left_by_browser({})()
