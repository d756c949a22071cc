"""What makes the mod log append-only in the database itself: triggers that refuse to change or delete rows.

Erasing an account is the one exception, and it can only take away: a number of a member becomes NULL, a
note becomes empty or gets "Former member" in place of a name. What was done, to what and when stays.

SQLite drops triggers with the table that it copies: a migration that changes `mod_log_entry` in batch mode
calls `statements()` again afterwards. No trigger looks into another table, or copying that one would fail.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.engine import Connection

from forum.db import db
from forum.members.models import FORMER_NAME
from forum.modlog.models import ModLogEntry

TABLE = ModLogEntry.__tablename__
REFUSED = "the mod log is append-only"
FIXED = ("id", "actor", "action", "before", "after", "thread_id", "post_id", "created_at")
POINTERS = ("moderator_id", "member_id")


def _is_changed(differs: str) -> str:
    """The condition of an update that is refused, in the dialect's word for "is not the same as"."""
    # JSON in PostgreSQL has no equality of its own; as text it does.
    fixed = [f'CAST(OLD."{name}" AS TEXT) {differs} CAST(NEW."{name}" AS TEXT)' for name in FIXED]
    pointers = [f"(NEW.{name} {differs} OLD.{name} AND NEW.{name} IS NOT NULL)" for name in POINTERS]
    is_forgetting = f"NEW.note <> '' AND NEW.note NOT LIKE '%{FORMER_NAME}%'"
    return " OR ".join([*fixed, *pointers, f"(NEW.note <> OLD.note AND {is_forgetting})"])


SQLITE = (
    f"CREATE TRIGGER {TABLE}_kept BEFORE UPDATE ON {TABLE} WHEN {_is_changed('IS NOT')} "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
    f"CREATE TRIGGER {TABLE}_whole BEFORE DELETE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
)
POSTGRESQL = (
    f"CREATE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$",
    f"CREATE TRIGGER {TABLE}_kept BEFORE UPDATE ON {TABLE} FOR EACH ROW "
    f"WHEN ({_is_changed('IS DISTINCT FROM')}) EXECUTE FUNCTION {TABLE}_refuse()",
    f"CREATE TRIGGER {TABLE}_whole BEFORE DELETE OR TRUNCATE ON {TABLE} "
    f"FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse()",
)


def statements(dialect: str) -> tuple[str, ...]:
    """What sets the guard up, for a migration."""
    return SQLITE if dialect == "sqlite" else POSTGRESQL


def removal(dialect: str) -> tuple[str, ...]:
    """What takes the guard away, for the way back of a migration."""
    on_table = "" if dialect == "sqlite" else f" ON {TABLE}"
    triggers = tuple(f"DROP TRIGGER IF EXISTS {TABLE}_{name}{on_table}" for name in ("kept", "whole"))
    return triggers if dialect == "sqlite" else (*triggers, f"DROP FUNCTION IF EXISTS {TABLE}_refuse()")


@contextmanager
def lifted() -> Iterator[None]:
    """Without the guard inside this transaction: for tests, which empty every table."""
    _run(db.session.connection(), removal)
    yield
    _run(db.session.connection(), statements)


def _run(connection: Connection, lines: Any) -> None:
    for line in lines(connection.dialect.name):
        connection.execute(text(line))


@event.listens_for(ModLogEntry.__table__, "after_create")
def _set_up(table: Any, connection: Connection, **kwargs: Any) -> None:
    _run(connection, statements)


@event.listens_for(ModLogEntry.__table__, "after_drop")
def _tidy_up(table: Any, connection: Connection, **kwargs: Any) -> None:
    """The triggers went with the table; the function of PostgreSQL did not."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"DROP FUNCTION IF EXISTS {TABLE}_refuse()"))
