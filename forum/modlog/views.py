"""The mod log, for moderators: a page with filters, and the same as a file."""

from typing import Any

from flask import Blueprint, Response, render_template
from flask_login import current_user

from forum.addresses import row_id_argument
from forum.csv_files import Row, csv_stream
from forum.db import db
from forum.guards import moderator_required
from forum.modlog.forms import LogForm
from forum.modlog.models import ModLogEntry
from forum.modlog.queries import page_of_entries
from forum.modlog.record import record_desk

bp = Blueprint("modlog", __name__)

COLUMNS = ("entry", "when", "done by", "action", "about", "thread", "post", "before", "after", "note")
BATCH = 1000


@bp.get("/modlog")
@moderator_required
def index() -> str | tuple[str, int]:
    form = LogForm()
    if not form.validate():
        return _page(form, [], None), 422
    return _page(form, *page_of_entries(row_id_argument("before"), form.chosen()))


@bp.get("/modlog.csv")
@moderator_required
def export() -> Response | tuple[str, int]:
    """Everything that the filter lets through. Taking the log away leaves a line in it."""
    form = LogForm()
    if not form.validate():
        return _page(form, [], None), 422
    record_desk(current_user, "exported the log", form.as_arguments())
    db.session.commit()
    chosen = form.chosen()

    def batch(before: int | None) -> tuple[list[Row], int | None]:
        entries, older = page_of_entries(before, chosen, BATCH)
        return [_row(entry) for entry in entries], older

    return csv_stream("mod-log", COLUMNS, batch)


def _page(form: LogForm, entries: list[ModLogEntry], older: int | None) -> str:
    return render_template("modlog/index.html", form=form, entries=entries, older=older)


def _row(entry: ModLogEntry) -> Row:
    return [
        entry.id,
        f"{entry.created_at:%Y-%m-%d %H:%M:%S}",
        entry.who,
        entry.action,
        entry.member.name if entry.member else "",
        entry.thread_id or "",
        entry.post_id or "",
        _in_words(entry.before),
        _in_words(entry.after),
        entry.note,
    ]


def _in_words(values: dict[str, Any]) -> str:
    return "; ".join(f"{name}: {value}" for name, value in values.items())
