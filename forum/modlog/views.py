"""Pages of this feature."""

from flask import Blueprint

from forum.security import moderator_required

bp = Blueprint("modlog", __name__)


@bp.get("/modlog")
@moderator_required
def index() -> str:
    return ""
