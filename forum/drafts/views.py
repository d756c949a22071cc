"""Where a member goes on after signing in: to the text that was kept, else to the boards."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from forum.drafts.park import last_path

bp = Blueprint("drafts", __name__)


@bp.get("/go-on")
def go_on() -> Response:
    return redirect(last_path() or url_for("boards.index"), 303)
