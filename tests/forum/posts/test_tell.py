"""Mails about replies: only for those who asked, and one until they have looked."""

import pytest
from sqlalchemy import select

from forum.db import db
from forum.mails.models import Mail
from forum.posts.write import reply
from forum.threads.models import Thread
from forum.threads.visits import mark_read
from tests.factories import make_member, make_thread


@pytest.fixture
def thread(app, fake_reader) -> Thread:
    thread = make_thread(title="My gums bleed")
    thread.author.mail_choices = ["replies"]
    db.session.commit()
    return thread


def answer(thread: Thread, writer, words: str = "Hello") -> None:
    reply(thread, writer, words, f"key {words}")
    db.session.commit()


def mails() -> list[Mail]:
    return list(db.session.scalars(select(Mail).order_by(Mail.id)))


def test_who_asked_for_it_gets_a_mail_that_says_nothing_of_the_matter(thread: Thread) -> None:
    answer(thread, make_member("Rosa"), "See a doctor today")
    [mail] = mails()
    assert (mail.recipient, mail.subject) == (thread.author.email, "Careboard: somebody replied to you")
    assert f"/threads/{thread.id}" in mail.text and f"/threads/{thread.id}" in mail.html
    assert not any(word in mail.text + mail.html for word in ("gums", "doctor", "Rosa"))


def test_who_did_not_ask_and_who_replies_to_themselves_get_none(thread: Thread) -> None:
    answer(thread, thread.author)
    thread.author.mail_choices = []
    answer(thread, make_member("Rosa"), "More")
    assert mails() == []


def test_one_mail_until_they_have_looked(thread: Thread) -> None:
    rosa = make_member("Rosa")
    mark_read(thread.author, thread, thread.last_post_id)
    answer(thread, rosa, "One")
    answer(thread, rosa, "Two")
    assert len(mails()) == 1
    mark_read(thread.author, thread, thread.last_post_id)
    answer(thread, rosa, "Three")
    assert len(mails()) == 2
