"""Pin a thread, and take the pin off."""

from flask import Flask
from sqlalchemy import select

from forum.db import db
from forum.modlog.models import ModLogEntry
from forum.threads.pin import pin_thread, unpin_thread
from tests.factories import make_member, make_thread


def test_pin_and_unpin_happen_once_and_are_logged(app: Flask, fake_reader) -> None:
    thread, moderator = make_thread(), make_member(role="moderator")
    assert not unpin_thread(thread, moderator)
    assert pin_thread(thread, moderator) and thread.pinned_at
    assert not pin_thread(thread, moderator)
    assert unpin_thread(thread, moderator) and thread.pinned_at is None
    entries = list(db.session.scalars(select(ModLogEntry).order_by(ModLogEntry.id)))
    assert [entry.action for entry in entries] == ["pinned thread", "unpinned thread"]
    assert {entry.moderator_id for entry in entries} == {moderator.id}
    assert {entry.thread_id for entry in entries} == {thread.id}
