"""Take an item, hold on to it, give it back, take it over; and what a live page asks about it.

The buttons lead back to the item's page. The page's script sends the same forms with `by=script` and gets
the state instead.
"""

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from forum.db import db
from forum.guards import moderator_required
from forum.review import claim, queries
from forum.review.claim_forms import TakeOverForm
from forum.review.claim_page import OpenPage, live_state
from forum.review.item_page import kept_form, show_item
from forum.review.models import ReviewItem
from forum.review.take_over import take_over

bp = Blueprint("claim", __name__)

NOT_FREE = "The item is not free any more. Here it is as it is now."


@bp.get("/review/<row:item_id>/state")
@moderator_required
def state(item_id: int) -> dict[str, Any]:
    return _state(db.get_or_404(ReviewItem, item_id))


@bp.post("/review/<row:item_id>/take")
@moderator_required
def take(item_id: int) -> Response | dict[str, Any]:
    item = queries.get_item(item_id)
    return _answer(item, claim.take(item, current_user), NOT_FREE, None)


@bp.post("/review/<row:item_id>/prolong")
@moderator_required
def prolong(item_id: int) -> Response | dict[str, Any]:
    item = queries.get_item(item_id)
    return _answer(item, claim.prolong(item, current_user), "Your time was over. Take the item again.")


@bp.post("/review/<row:item_id>/give-back")
@moderator_required
def give_back(item_id: int) -> Response | dict[str, Any]:
    item = queries.get_item(item_id)
    answer = _answer(item, claim.give_back(item, current_user))
    return answer if request.form.get("by") == "script" else redirect(url_for("queue.index"), 303)


@bp.post("/review/<row:item_id>/take-over")
@moderator_required
def take_over_item(item_id: int) -> Response | tuple[str, int] | dict[str, Any]:
    item = queries.get_item(item_id)
    form = TakeOverForm()
    if not form.validate():
        return show_item(item, kept_form(item), 422, form)
    is_taken = take_over(item, current_user, form.holder_id, form.word.data or "")
    return _answer(item, is_taken, "It changed hands meanwhile. Here it is as it is now.")


def _answer(
    item: ReviewItem, is_done: bool, else_said: str = "", place: str | None = "decide"
) -> Response | dict[str, Any]:
    """`place`: what of the page is shown first. Who has just taken an item reads from its top."""
    if is_done:
        db.session.commit()
    if request.form.get("by") == "script":
        return _state(item)
    if not is_done and else_said:
        flash(else_said, "error")
    return redirect(url_for("review.show", item_id=item.id, _anchor=place if is_done else None), 303)


def _state(item: ReviewItem) -> dict[str, Any]:
    version = request.values.get("version", "")
    seen = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else item.version
    return live_state(item, current_user, OpenPage(seen, request.values.get("mine") == "1"))
