"""The migrations and the models tell of the same tables, on both databases."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, select, text

from forum import create_app
from forum.boards.models import Board
from forum.db import db
from forum.members.models import Member
from forum.posts.write import start_thread
from tests.conftest import WORKER, Browser, fresh_database
from tests.factories import PASSWORD, make_board, make_member


def empty_database(tmp_path: Path) -> str:
    server = os.environ.get("TEST_DATABASE_URL")
    if server:
        return fresh_database(server, f"careboard_migrations_{WORKER}")
    return f"sqlite:///{tmp_path / 'migrations.sqlite3'}"


def test_migrations_make_the_tables_of_the_models_and_take_them_away(tmp_path: Path) -> None:
    app = create_app(env="test", database_url=empty_database(tmp_path), limits=False, worker_thread=False)
    with app.app_context():
        upgrade()
        with db.engine.connect() as connection:
            assert compare_metadata(MigrationContext.configure(connection), db.metadata) == []
        downgrade(revision="base")
        assert inspect(db.engine).get_table_names() == ["alembic_version"]
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def old_board(tmp_path: Path) -> Iterator[Flask]:
    """A board of before the first visit was there, with a member who has written, brought up to date."""
    settings = {"env": "test", "limits": False, "worker_thread": False, "checker": "inline"}
    app = create_app(database_url=empty_database(tmp_path), **settings)
    app.config["WTF_CSRF_ENABLED"] = False
    app.test_client_class = Browser
    with app.app_context():
        upgrade()
        start_thread(make_board(), make_member("Old", password=PASSWORD), "Title", "Text", "key")
        db.session.commit()
        db.session.remove()
        downgrade(revision="0003")
        upgrade()
        yield app
        db.session.remove()
        db.engine.dispose()


def test_an_older_boards_members_keep_everything_and_see_the_first_visit(old_board: Flask) -> None:
    member = db.session.scalars(select(Member)).one()
    assert (member.mail_choices, member.standing_reason, member.welcomed_at) == ([], "", None)
    client, page = old_board.test_client(), f"/boards/{db.session.scalars(select(Board.slug)).one()}/new"
    db.session.commit()
    client.post("/login", data={"email": member.email, "password": PASSWORD})
    form = {"title": "Another", "body": "Typed before the first visit.", "form_key": "another"}
    assert client.post(page, data=form).location == "/welcome"
    assert client.post("/welcome", data={"terms": "y", "age": "y"}).location == page
    assert form["body"] in client.get(page).text


def test_an_upgrade_leaves_sqlites_foreign_keys_on(old_board: Flask) -> None:
    if db.engine.dialect.name == "sqlite":
        assert db.session.scalar(text("PRAGMA foreign_keys")) == 1
        assert db.session.execute(text("PRAGMA foreign_key_check")).all() == []
