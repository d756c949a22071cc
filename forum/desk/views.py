"""What every page of the desk shows: the notes for its moderator, and the way to put one away."""

from typing import Any

from flask import Blueprint, redirect, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from forum.db import db
from forum.desk import notes
from forum.desk.said import said
from forum.guards import moderator_required, way_back

bp = Blueprint("desk", __name__)


@bp.app_context_processor
def for_the_nav() -> dict[str, Any]:
    """For desk/_nav.html; asked only where the nav stands."""
    return {"desk_notes": lambda: notes.unseen(current_user), "note_said": said}


@bp.post("/desk/notes/<row:note_id>/put-away")
@moderator_required
def put_away(note_id: int) -> Response:
    """Back to the page where the note stood; a note that is gone meanwhile is as good as put away."""
    if notes.put_away(current_user, note_id):
        db.session.commit()
    return redirect(way_back() or url_for("queue.index"), 303)
