"""Run migrations on the database that the app is configured for."""

from alembic import context
from flask import current_app

from forum.db import db


def migrate_offline() -> None:
    """Print the SQL instead of running it: `flask db upgrade --sql`."""
    url = current_app.config["SQLALCHEMY_DATABASE_URI"]
    context.configure(url=url, target_metadata=db.metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()


def migrate_online() -> None:
    with db.engine.connect() as connection:
        # Batch mode: SQLite can change a table only by copying it.
        context.configure(connection=connection, target_metadata=db.metadata, render_as_batch=True)
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    migrate_offline()
else:
    migrate_online()
