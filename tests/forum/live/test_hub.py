"""Where streams wait: seats, news, endings. Threads are used only where one has to wake another."""

import threading

import pytest

from forum.live.hub import Full, Hub
from forum.live.news import News

FIRST, SECOND = News(versions=1), News(versions=2)


@pytest.fixture
def hub():
    return Hub(2)


def test_there_is_a_most_until_somebody_leaves(hub):
    first, _ = hub.sit_down(1), hub.sit_down(2)
    with pytest.raises(Full):
        hub.sit_down(3)
    hub.stand_up(first)
    hub.sit_down(3)
    assert hub.devices() == {2, 3}


def test_every_stream_hears_each_piece_of_news_once(hub):
    seats = [hub.sit_down(1), hub.sit_down(2)]
    assert hub.tell(FIRST, {1, 2})
    assert [hub.wait_for_news(seat, 0) for seat in seats * 2] == [FIRST, FIRST, None, None]


def test_the_same_again_is_no_news(hub):
    seat = hub.sit_down(1)
    hub.tell(FIRST, {1})
    hub.wait_for_news(seat, 0)
    assert not hub.tell(News(versions=1), {1})
    assert hub.wait_for_news(seat, 0) is None


def test_who_was_busy_hears_the_newest_only(hub):
    seat = hub.sit_down(1)
    hub.tell(FIRST, {1}), hub.tell(SECOND, {1})
    assert hub.wait_for_news(seat, 0) == SECOND
    assert hub.wait_for_news(seat, 0) is None


def test_who_sits_down_later_has_heard_what_was(hub):
    hub.tell(FIRST, set())
    assert hub.wait_for_news(hub.sit_down(1), 0) is None


def test_who_may_not_hear_is_ended_and_hears_nothing(hub):
    out, stays = hub.sit_down(1), hub.sit_down(2)
    hub.tell(FIRST, {2})
    assert out.is_ended and not stays.is_ended
    assert hub.wait_for_news(out, 0) is None


def test_a_browser_that_left_is_ended(hub):
    seat = hub.sit_down(1, is_gone=lambda: True)
    hub.tell(FIRST, {1})
    assert seat.is_ended


@pytest.mark.parametrize("may_hear", [{1}, set()])
def test_a_waiting_stream_wakes_at_once(hub, may_hear):
    seat = hub.sit_down(1)
    waiting = threading.Thread(target=hub.wait_for_news, args=(seat, 600))
    waiting.start()
    hub.tell(FIRST, may_hear)
    waiting.join(10)
    assert not waiting.is_alive()
