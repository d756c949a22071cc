"""Letters from the moderators: a member reads them; a moderator writes one to the author of a post."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from forum.addresses import row_id_argument
from forum.db import db
from forum.drafts import park
from forum.guards import member_required, moderator_required
from forum.letters import queries
from forum.letters.answers import may_write_to
from forum.letters.compose import beginnings
from forum.letters.forms import LetterForm
from forum.letters.read import mark_letter_read
from forum.letters.send import send_letter
from forum.members.queries import signed_in_member
from forum.modlog.record import record_read
from forum.review.queries import get_item

bp = Blueprint("letters", __name__)
bp.add_app_template_global(queries.count_unread_letters, "count_unread_letters")


@bp.get("/letters")
@member_required
def index() -> str:
    letters, older = queries.page_of_letters(current_user, row_id_argument("before"))
    return render_template("letters/index.html", letters=letters, older=older)


@bp.get("/letters/<row:letter_id>")
@member_required
def show(letter_id: int) -> str:
    return render_template("letters/show.html", letter=queries.get_own_letter(letter_id, current_user))


@bp.post("/letters/<row:letter_id>/read")
@member_required
def read(letter_id: int) -> Response:
    if mark_letter_read(queries.get_own_letter(letter_id, current_user)):
        db.session.commit()
    return redirect(url_for("letters.index"), 303)


@bp.route("/review/<row:item_id>/letter", methods=["GET", "POST"])
@moderator_required
def write(item_id: int) -> Response | tuple[str, int]:
    item = get_item(item_id)
    if not may_write_to(item.post):
        abort(410)
    choices = {choice.key: choice for choice in beginnings(item, current_user)}
    begun = choices.get(request.form.get("begin", ""))
    form = LetterForm(data=park.take_back(request.path))
    if begun:
        form.subject.data, form.body.data = begun.subject, begun.body
    if begun or not form.validate_on_submit():
        if record_read(current_user, item):
            db.session.commit()
        context = {"item": item, "form": form, "choices": choices.values(), "begun": begun}
        return render_template("letters/write.html", **context), 422 if form.errors else 200
    send_letter(item, signed_in_member(), form.subject.data, form.body.data)
    park.forget(request.path)
    db.session.commit()
    flash("Sent. They find it on the board, and a mail says that it is there.", "success")
    return redirect(url_for("review.show", item_id=item_id), 303)
