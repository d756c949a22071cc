"""Lock and unlock a thread."""

from flask import Flask
from sqlalchemy import select

from forum.db import db
from forum.modlog.models import ModLogEntry
from forum.threads.lock import lock_thread, unlock_thread
from tests.factories import make_member, make_thread


def actions() -> list[tuple[str, str]]:
    return [
        (row.action, row.note) for row in db.session.scalars(select(ModLogEntry).order_by(ModLogEntry.id))
    ]


def test_lock_thread_refuses_second_lock(app: Flask, fake_reader) -> None:
    thread, moderator = make_thread(), make_member(role="moderator")
    assert lock_thread(thread, moderator, "Enough said.")
    locked_at = thread.locked_at
    assert not lock_thread(thread, moderator)
    assert thread.locked_at == locked_at
    assert actions() == [("locked thread", "Enough said.")]


def test_unlock_thread_refuses_an_open_thread(app: Flask, fake_reader) -> None:
    thread, moderator = make_thread(), make_member(role="moderator")
    assert not unlock_thread(thread, moderator)
    lock_thread(thread, moderator)
    assert unlock_thread(thread, moderator) and thread.locked_at is None
    assert [action for action, _ in actions()] == ["locked thread", "unlocked thread"]
