"""The database itself refuses to change the mod log, whoever asks; forgetting a person is let through."""

from pathlib import Path

import pytest
from flask_migrate import upgrade
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DatabaseError

from forum import create_app
from forum.db import db, utcnow
from forum.modlog.models import ModLogEntry
from forum.modlog.record import record, record_run
from tests.factories import make_member, make_post
from tests.forum.test_migrations import empty_database

CHANGES = {
    "action": "praised",
    "actor": "program",
    "before": {"level": "none"},
    "after": {"level": "none"},
    "note": "Another note.",
    "thread_id": None,
    "post_id": None,
    "created_at": utcnow(),
}


@pytest.fixture
def entry(app):
    made = record(make_member(role="moderator"), "kept notice", make_post(), note="About Zoe.")
    db.session.commit()
    return made


@pytest.mark.parametrize("name", CHANGES)
def test_no_column_can_be_changed(entry, name):
    with pytest.raises(DatabaseError, match="append-only"):
        db.session.execute(update(ModLogEntry).values({name: CHANGES[name]}))


@pytest.mark.parametrize("name", ["moderator_id", "member_id"])
def test_nobody_else_can_be_put_in_but_a_person_can_be_forgotten(entry, name):
    other = make_member().id
    with pytest.raises(DatabaseError, match="append-only"):
        db.session.execute(update(ModLogEntry).values({name: other}))
    db.session.rollback()
    db.session.execute(update(ModLogEntry).values({name: None}))
    db.session.commit()
    assert getattr(db.session.get(ModLogEntry, entry.id), name) is None


@pytest.mark.parametrize("note", ["", "About Former member."])
def test_a_note_can_lose_words_and_names(entry, note):
    db.session.execute(update(ModLogEntry).values(note=note))
    db.session.commit()
    assert db.session.scalars(select(ModLogEntry.note)).one() == note


def test_no_row_can_be_deleted(entry):
    with pytest.raises(DatabaseError, match="append-only"):
        db.session.execute(delete(ModLogEntry))
    db.session.rollback()
    if db.engine.dialect.name == "postgresql":
        with pytest.raises(DatabaseError, match="append-only"):
            db.session.execute(text("TRUNCATE mod_log_entry"))
        db.session.rollback()
    assert db.session.scalars(select(ModLogEntry.action)).all() == ["kept notice"]


def test_the_migrations_set_the_guard_up_and_a_later_one_has_not_lost_it(tmp_path: Path):
    app = create_app(env="test", database_url=empty_database(tmp_path), limits=False, worker_thread=False)
    with app.app_context():
        upgrade()
        record_run("read stored posts again", {"texts": 3})
        db.session.commit()
        for change in (update(ModLogEntry).values(action="other"), delete(ModLogEntry)):
            with pytest.raises(DatabaseError, match="append-only"):
                db.session.execute(change)
            db.session.rollback()
        db.session.remove()
        db.engine.dispose()
