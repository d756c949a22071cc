"""The page of figures for moderators, its tables as files, and the board's own scorecard for everybody."""

from datetime import datetime, timedelta

from flask import Blueprint, Response, abort, render_template, request

from forum.csv_files import csv_file
from forum.db import utcnow
from forum.figures.scorecard import DAYS, scorecard
from forum.figures.tables import TABLES
from forum.guards import moderator_required

bp = Blueprint("figures", __name__)

PERIODS = (7, 30, 90)
USUAL = 30


@bp.get("/review/figures")
@moderator_required
def index() -> str:
    days, since, now = _period()
    tables = [make(since, now) for make in TABLES.values()]
    return render_template("figures/index.html", tables=tables, days=days, periods=PERIODS)


@bp.get("/review/figures/<key>.csv")
@moderator_required
def table(key: str) -> Response:
    if key not in TABLES:
        abort(404)
    days, since, now = _period()
    made = TABLES[key](since, now)
    return csv_file(f"{key}-{days}-days", made.head, made.rows)


@bp.get("/safety")
def safety() -> str:
    return render_template("figures/safety.html", card=scorecard(), days=DAYS)


def _period() -> tuple[int, datetime, datetime]:
    """Whole days of UTC, today with what there is of it."""
    chosen = request.args.get("days", "")
    days = int(chosen) if chosen in map(str, PERIODS) else USUAL
    now = utcnow()
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return days, today - timedelta(days=days - 1), now
