"""The page of the queue."""

from flask import Blueprint, render_template, request

from forum.addresses import row_id_argument
from forum.review import queries, queue
from forum.review.present import excerpt, reason_line
from forum.security import moderator_required

bp = Blueprint("queue", __name__)


@bp.get("/review")
@moderator_required
def index() -> str:
    state = "decided" if request.args.get("state") == "decided" else "open"
    page = queue.page_of_items(state, row_id_argument("after"))
    screenings = queries.screenings_of([item.post for item in page.items])
    rows = [
        {
            "item": item,
            "reason": reason_line(item, screenings.get(item.post.revision_id)),
            "excerpt": excerpt(item.post, screenings.get(item.post.revision_id)),
        }
        for item in page.items
    ]
    return render_template(
        "review/queue.html",
        rows=rows,
        page=page,
        state=state,
        counts=queue.count_open(),
        unread=queue.count_unread(),
    )
