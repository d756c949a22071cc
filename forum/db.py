"""The database: one `db`, UTC times, and what SQLite needs to be a safe store."""

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, MetaData, TypeDecorator, event, inspect, make_url, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.orm import DeclarativeBase

# Named constraints: Alembic can only change a constraint on SQLite and PostgreSQL alike when it has a name.
NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)


POOL = 10
"""PostgreSQL connections that a process keeps, and as many more at a rush: 16 threads and jobs fit."""

db = SQLAlchemy(model_class=Base)
migrate = Migrate(render_as_batch=True, directory=str(Path(__file__).parent / "migrations"))


class UTCDateTime(TypeDecorator[datetime]):
    """A time that is UTC in the table and aware in Python; SQLite drops time zones by itself."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without zone; use forum.db.utcnow()")
        return without_zone(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


def utcnow() -> datetime:
    return datetime.now(UTC)


def without_zone(time: datetime) -> datetime:
    """The same moment in UTC without saying so: as Flask-Security keeps its times, and SQLite all."""
    return time.astimezone(UTC).replace(tzinfo=None)


def lock_row(row: Any) -> None:
    """Hold a row until the transaction ends and read it afresh, so that what is decided on it still holds.

    SQLite knows no FOR UPDATE: there an update that changes nothing takes its one write lock.
    """
    db.session.flush()  # reading afresh would drop what is not written yet
    table = type(row)
    (key,) = inspect(row).identity
    if db.engine.dialect.name == "sqlite":
        touch = update(table).where(table.id == key).values(id=table.id)
        db.session.execute(touch, execution_options={"synchronize_session": False})
    else:
        # Without key_share a reply, whose foreign key only reads the row, would wait too.
        db.session.execute(select(table.id).where(table.id == key).with_for_update(key_share=True))
    db.session.refresh(row)


def lock_rows(table: type, keys: Sequence[int]) -> None:
    """Hold many rows at once, as `lock_row` holds one; in the order of ids, so that no two wait in a ring."""
    if db.engine.dialect.name == "sqlite":
        touch = update(table).where(table.id.in_(keys)).values(id=table.id)
        db.session.execute(touch, execution_options={"synchronize_session": False})
    else:
        rows = select(table.id).where(table.id.in_(keys)).order_by(table.id)
        db.session.execute(rows.with_for_update(key_share=True)).all()


def change_rows(statement: Any) -> int:
    """Run an update or delete of any number of rows; return how many. The session learns nothing of it."""
    done: Any = db.session.execute(statement, execution_options={"synchronize_session": False})
    return int(done.rowcount)


def add_once(table: type, **values: Any) -> bool:
    """Add a row unless its unique key is there already. Of two who add it at once one is told True."""
    insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    rows = table.__table__
    adding = insert(rows).values(**values).on_conflict_do_nothing().returning(rows.c.id)
    # Not by the row count: of an insert PostgreSQL's driver does not keep it.
    return db.session.execute(adding).first() is not None


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, record: Any) -> None:
    """WAL lets readers go on while one writes; the wait is for the second writer; keys are off by default."""
    if isinstance(connection, sqlite3.Connection):
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA busy_timeout=10000")
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.close()


def init_app(app: Flask) -> None:
    url = make_url(app.config["SQLALCHEMY_DATABASE_URI"])
    if url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:"):
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    # The values of a failed statement are what somebody wrote, and its message ends in the log.
    options: dict[str, Any] = {"hide_parameters": True}
    if url.get_backend_name() == "postgresql":
        # Asked before use: a connection from before the server's restart would answer the next page with 500.
        options |= {"pool_pre_ping": True, "pool_size": POOL, "max_overflow": POOL}
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", options)
    db.init_app(app)
    migrate.init_app(app, db)
