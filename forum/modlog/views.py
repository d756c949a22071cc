"""The mod log, for moderators."""

from flask import Blueprint, render_template

from forum.addresses import row_id_argument
from forum.modlog.queries import page_of_entries
from forum.security import moderator_required

bp = Blueprint("modlog", __name__)


@bp.get("/modlog")
@moderator_required
def index() -> str:
    entries, older = page_of_entries(row_id_argument("before"))
    return render_template("modlog/index.html", entries=entries, older=older)
