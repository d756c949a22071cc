"""Run migrations on the database that the app is configured for."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from flask import current_app
from sqlalchemy import Connection, text

from forum.db import db


def migrate_offline() -> None:
    """Print the SQL instead of running it: `flask db upgrade --sql`."""
    url = current_app.config["SQLALCHEMY_DATABASE_URI"]
    context.configure(url=url, target_metadata=db.metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()


def migrate_online() -> None:
    with db.engine.connect() as connection, free_to_copy(connection):
        # Batch mode: SQLite can change a table only by copying it.
        context.configure(connection=connection, target_metadata=db.metadata, render_as_batch=True)
        with context.begin_transaction():
            context.run_migrations()


@contextmanager
def free_to_copy(connection: Connection) -> Iterator[None]:
    """SQLite drops the table that was copied: rows that point at it must not hold it meanwhile."""
    if connection.dialect.name != "sqlite":
        yield
        return
    set_foreign_keys(connection, "OFF")
    try:
        yield
    finally:
        set_foreign_keys(connection, "ON")


def set_foreign_keys(connection: Connection, state: str) -> None:
    connection.rollback()  # within a transaction SQLite does not listen
    connection.execute(text(f"PRAGMA foreign_keys={state}"))
    connection.commit()


if context.is_offline_mode():
    migrate_offline()
else:
    migrate_online()
