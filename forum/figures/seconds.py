"""The seconds between two times in SQL: SQLite and PostgreSQL say it differently."""

from typing import Any

from sqlalchemy import ColumnElement, Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class seconds_between(FunctionElement[int]):
    """`seconds_between(earlier, later)`: whole seconds, as an integer."""

    type = Integer()
    inherit_cache = True
    name = "seconds_between"


def _both(element: seconds_between, compiler: Any, **kwargs: Any) -> list[str]:
    times: list[ColumnElement[Any]] = list(element.clauses)
    return [compiler.process(time, **kwargs) for time in times]


@compiles(seconds_between, "sqlite")
def _sqlite(element: seconds_between, compiler: Any, **kwargs: Any) -> str:
    earlier, later = _both(element, compiler, **kwargs)
    return f"(CAST(strftime('%s', {later}) AS INTEGER) - CAST(strftime('%s', {earlier}) AS INTEGER))"


@compiles(seconds_between, "postgresql")
def _postgresql(element: seconds_between, compiler: Any, **kwargs: Any) -> str:
    earlier, later = (
        f"CAST(FLOOR(EXTRACT(EPOCH FROM {time})) AS BIGINT)" for time in _both(element, compiler, **kwargs)
    )
    return f"({later} - {earlier})"
