"""The migrations and the models tell of the same tables, on both databases."""

import os
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from forum import create_app
from forum.db import db
from tests.conftest import WORKER, fresh_database


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
