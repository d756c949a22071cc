"""Pages of this feature."""

from flask import Blueprint

from forum.security import moderator_required

bp = Blueprint("review", __name__)


@bp.get("/review")
@moderator_required
def queue() -> str:
    return ""
