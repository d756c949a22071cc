"""Count database queries."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from forum.db import db


@contextmanager
def queries() -> Iterator[list[str]]:
    """Yield a list that grows by one statement with each query inside the block."""
    statements: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
