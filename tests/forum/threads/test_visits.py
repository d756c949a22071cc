"""What a member has read."""

from flask import Flask
from flask_login import AnonymousUserMixin

from forum.threads.visits import mark_read, read_up_to, unread_threads
from tests.factories import make_member, make_post, make_thread


def test_reading_only_goes_forward(app: Flask, fake_reader) -> None:
    thread, member = make_thread(), make_member()
    assert read_up_to(member, thread) is None
    assert mark_read(member, thread, 5) and read_up_to(member, thread) == 5
    assert not mark_read(member, thread, 5)
    assert not mark_read(member, thread, 4) and read_up_to(member, thread) == 5
    assert mark_read(member, thread, 9) and read_up_to(member, thread) == 9


def test_only_threads_that_were_read_before_and_have_news_are_unread(app: Flask, fake_reader) -> None:
    member = make_member()
    never, read, news = make_thread(), make_thread(), make_thread()
    for thread in (read, news):
        mark_read(member, thread, thread.last_post_id)
    make_post(news)
    assert unread_threads(member, [never, read, news]) == {news.id}
    assert unread_threads(make_member(), [never, read, news]) == set()
    assert unread_threads(member, []) == set()


def test_visitors_have_read_nothing(app: Flask, fake_reader) -> None:
    thread = make_thread()
    assert unread_threads(AnonymousUserMixin(), [thread]) == set()
    assert read_up_to(AnonymousUserMixin(), thread) is None
