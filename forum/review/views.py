"""One item of the queue: seeing it, deciding and undoing."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from forum.asks.close import close_asks
from forum.db import db
from forum.desk.alarms import put_alarms_away
from forum.desk.hard import count_hard
from forum.drafts import park
from forum.guards import moderator_required
from forum.letters.send import send_letter
from forum.members.queries import signed_in_member
from forum.modlog.record import record_read
from forum.review import queries
from forum.review.decide import StaleDecision, decide
from forum.review.forms import DecisionForm
from forum.review.item_page import kept_form, show_item
from forum.review.refused import show_refused
from forum.review.undo import undo

bp = Blueprint("review", __name__)


@bp.get("/review/<row:item_id>")
@moderator_required
def show(item_id: int) -> str:
    item = queries.get_item(item_id)
    page, _ = show_item(item, kept_form(item))
    if record_read(current_user, item):
        count_hard(current_user, item)
        put_alarms_away(current_user, item)
        db.session.commit()
    return page


@bp.get("/review/<row:item_id>/decide")
@moderator_required
def go_on_deciding(item_id: int) -> str:
    """The item after a sign-in in the middle of a decision: what was chosen and noted is in the form."""
    return show(item_id)


@bp.post("/review/<row:item_id>/decide")
@moderator_required
def settle(item_id: int) -> Response | tuple[str, int]:
    item = queries.get_item(item_id)
    form = DecisionForm()
    form.shown_level = item.post.shown_level
    if "begin" in request.form:
        return show_item(item, form)
    if not form.validate():
        return show_item(item, form, 422)
    try:
        decide(item, current_user, form.said(), form.seen_version)
        if form.has_letter:
            send_letter(item, signed_in_member(), form.letter_subject.data, form.letter.data)
        close_asks(item, current_user)
    except StaleDecision as refused:
        db.session.rollback()
        return show_refused(queries.get_item(item_id), form, refused)
    park.forget(request.path)
    count_hard(current_user, item)
    db.session.commit()
    flash("Decided.", "success")
    return redirect(url_for("review.show", item_id=item_id), 303)


@bp.post("/review/<row:item_id>/undo")
@moderator_required
def take_back(item_id: int) -> Response | tuple[str, int]:
    item, form = queries.get_item(item_id), DecisionForm()
    try:
        is_undone = undo(item, current_user, form.seen_version)
    except StaleDecision as refused:
        db.session.rollback()
        return show_refused(queries.get_item(item_id), form, refused)
    if is_undone:
        db.session.commit()
        flash("Undone. The item is open again, in your hands.", "success")
    else:
        flash("This cannot be undone by you any more. Nothing was changed.", "error")
    return redirect(url_for("review.show", item_id=item_id), 303)
