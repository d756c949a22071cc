"""The page of the queue."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from forum.addresses import row_id_argument
from forum.boards.queries import board_titles
from forum.db import utcnow
from forum.guards import moderator_required
from forum.review import queue
from forum.review.counts import count_choices
from forum.review.filter_fields import fields_of
from forum.review.filters import Filters
from forum.review.rows import rows_of
from forum.saved_views.queries import default_view, views_of

bp = Blueprint("queue", __name__)


@bp.get("/review")
@moderator_required
def index() -> str | Response:
    """The bare address opens a moderator's default view."""
    if not request.args and (first := default_view(current_user)):
        return redirect(url_for("queue.index", **Filters.read(first.filters).as_arguments()), 303)
    return render_template("review/queue.html", **page_of_queue(Filters.read(request.args)))


@bp.get("/review/next")
@moderator_required
def show_next() -> Response:
    """The item that comes first of those that nobody has; whoever decided one goes on with it."""
    item_id = queue.first_free()
    if item_id is None:
        flash("Nothing else waits for somebody.", "info")
        return redirect(url_for("queue.index", state="open"), 303)
    return redirect(url_for("review.show", item_id=item_id), 303)


def page_of_queue(filters: Filters) -> dict[str, Any]:
    """What the page shows."""
    drawn_at = utcnow()  # before anything is read: what comes after it is new
    after = row_id_argument("after")
    page = queue.page_of_items(filters, current_user, after)
    counts, boards = count_choices(filters, current_user), board_titles()
    return {
        "filters": filters,
        "arguments": filters.as_arguments(),
        "rows": rows_of(page.items, current_user),
        "after": after,
        "next": page.after,
        "counts": counts,
        "fields": fields_of(filters, counts, boards),
        "words": filters.in_words(boards),
        "views": views_of(current_user),
        "unread": queue.count_unread(),
        "drawn_at": drawn_at,
    }
