"""Ask another moderator about an item, and answer."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from forum.asks.ask import answer_ask, ask_about
from forum.asks.forms import ANY_ADMIN, AnswerForm, AskForm
from forum.asks.models import Ask
from forum.asks.page import said
from forum.asks.queries import get_ask, is_for, moderators
from forum.choices import choices
from forum.db import db
from forum.drafts import park
from forum.guards import moderator_required
from forum.members.queries import signed_in_member
from forum.review.queries import get_item

bp = Blueprint("asks", __name__)


@bp.route("/review/<row:item_id>/ask", methods=["GET", "POST"])
@moderator_required
def ask(item_id: int) -> Response | tuple[str, int]:
    item, others = get_item(item_id), moderators(but=current_user)
    form = AskForm(data=park.take_back(request.path))
    form.to.choices = choices([(ANY_ADMIN, "Any admin"), *((str(m.id), m.name) for m in others)])
    if not form.validate_on_submit():
        return render_template("asks/ask.html", item=item, form=form), 422 if form.errors else 200
    to = next((member for member in others if str(member.id) == form.to.data), None)
    if ask_about(item, signed_in_member(), form.kind.data, to, form.note.data) is None:
        flash("The item was decided meanwhile. Nobody was asked; your words are still here.", "error")
        return render_template("asks/ask.html", item=item, form=form), 409
    park.forget(request.path)
    db.session.commit()
    flash("Asked. They see it on their desk, and the answer comes to yours.", "success")
    return redirect(url_for("review.show", item_id=item_id), 303)


@bp.route("/review/<row:item_id>/ask/<row:ask_id>", methods=["GET", "POST"])
@moderator_required
def answer(item_id: int, ask_id: int) -> Response | tuple[str, int]:
    asked = get_ask(item_id, ask_id)
    if not is_for(asked, current_user):
        abort(403)
    form = AnswerForm(data=park.take_back(request.path))
    if not form.validate_on_submit():
        return _answer_page(asked, form), 422 if form.errors else 200
    if not answer_ask(asked, signed_in_member(), form.note.data):
        flash("It was answered or decided before. Your words are still here.", "error")
        return _answer_page(asked, form), 409
    park.forget(request.path)
    db.session.commit()
    flash("Answered.", "success")
    return redirect(url_for("review.show", item_id=item_id), 303)


def _answer_page(asked: Ask, form: AnswerForm) -> str:
    return render_template("asks/answer.html", ask=asked, said=said(asked), form=form)
