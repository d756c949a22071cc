"""Tables as CSV files, safe to open in a spreadsheet; long ones are sent batch by batch."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from flask import Response, current_app

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the start of a formula when it opens the file."""

Row = Sequence[Any]
Batch = Callable[[int | None], tuple[list[Row], int | None]]
"""Rows after a key, and the key of the next batch or None."""


def safe(cell: Any) -> Any:
    """A cell that is text in every spreadsheet; numbers stay numbers."""
    is_formula = isinstance(cell, str) and cell.lstrip(" ").startswith(FORMULA)
    return f"'{cell}" if is_formula else cell


def csv_file(name: str, header: Row, rows: Iterable[Row]) -> Response:
    return _as_file(name, _text([header, *rows]))


def csv_stream(name: str, header: Row, batch: Batch) -> Response:
    """A file of any length. Each batch has a session of its own: a slow reader holds no connection."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]

    def lines() -> Iterator[str]:
        yield _text([header])
        key: int | None = None
        while True:
            with app.app_context():
                rows, key = batch(key)
                text = _text(rows)
            yield text
            if key is None:
                return

    return _as_file(name, lines())


def _as_file(name: str, content: str | Iterator[str]) -> Response:
    answer = Response(content, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _text(rows: Iterable[Row]) -> str:
    lines = io.StringIO()
    csv.writer(lines).writerows([safe(cell) for cell in row] for row in rows)
    return lines.getvalue()
