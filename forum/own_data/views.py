"""One's own data: a copy of it, the account's deletion and the way back, and the privacy page."""

from io import BytesIO

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, send_file, url_for
from flask_login import current_user
from flask_security import logout_user
from sqlalchemy import select, update
from werkzeug.wrappers import Response

from forum.db import change_rows, db, utcnow
from forum.guards import careful, member_required
from forum.keys import hashed
from forum.mails.links import link_to
from forum.members.queries import signed_in_member
from forum.own_data.ask import TooManyExports, ask_for_export, being_packed
from forum.own_data.close import WAY_BACK, ask_to_close, closing_of, keep_account
from forum.own_data.facebook import BadRequest, answer_to, read_signed_request
from forum.own_data.forms import KEEP, ClosingForm
from forum.own_data.gate import ask_first
from forum.own_data.leftovers import DELETED, KEPT, LEFTOVERS
from forum.own_data.models import Closing, Export
from forum.own_data.pack import LASTS
from forum.security import csrf

bp = Blueprint("own_data", __name__)
bp.before_app_request(ask_first)

ASKED = "Your copy is being packed. A mail with the link is on its way."
ASKED_BEFORE = "Your copy is being packed already. The mail will come."
ASKED_OFTEN = "You asked three times today. Try again tomorrow."


@bp.get("/settings/data")
@member_required
def data() -> str:
    waiting = being_packed(current_user)
    return render_template("own_data/data.html", waiting=waiting, lasts=LASTS.days, way_back=WAY_BACK.days)


@bp.post("/settings/data/export")
@careful
def export() -> Response:
    try:
        asked = ask_for_export(signed_in_member())
    except TooManyExports:
        flash(ASKED_OFTEN, "error")
    else:
        db.session.commit()
        flash(ASKED if asked else ASKED_BEFORE, "success")
    return redirect(url_for("own_data.data"), 303)


@bp.route("/settings/data/download/<key>", methods=["GET", "POST"])
@member_required
def download(key: str) -> Response | tuple[str, int]:
    found = db.session.scalar(select(Export).filter_by(key=hashed(key), member_id=current_user.id))
    if found is None or found.expires_at is None:
        return render_template("own_data/link.html", state="unknown"), 404
    if found.expires_at < utcnow():
        return render_template("own_data/link.html", state="expired"), 410
    packed = found.packed if request.method == "POST" else None
    if request.method == "GET" and _is_there(found):
        return render_template("own_data/link.html", state="ready", key=key, until=found.expires_at), 200
    if packed is None or not _take(found):
        return render_template("own_data/link.html", state="used"), 410
    name = f"my-data-{found.asked_at:%Y-%m-%d}.zip"
    answer = send_file(BytesIO(packed), "application/zip", as_attachment=True, download_name=name, max_age=0)
    answer.cache_control.no_store = True
    return answer


def _is_there(export: Export) -> bool:
    there = select(Export.id).where(Export.id == export.id, Export.packed.is_not(None))
    return db.session.scalar(there) is not None


def _take(export: Export) -> bool:
    """Empty the copy: a link works once, also when two ask at the same moment. Commits."""
    once = update(Export).where(Export.id == export.id, Export.packed.is_not(None)).values(packed=None)
    taken = change_rows(once)
    db.session.commit()
    return taken == 1


@bp.route("/settings/data/delete", methods=["GET", "POST"])
@careful
def delete() -> Response | tuple[str, int]:
    if closing_of(current_user) is not None:
        return redirect(url_for("own_data.closing"), 303)
    form = ClosingForm()
    if not form.validate_on_submit():
        page = render_template("own_data/delete.html", form=form, way_back=WAY_BACK.days)
        return page, 422 if form.errors else 200
    closing = ask_to_close(signed_in_member(), keeps_posts=form.posts.data == KEEP)
    db.session.commit()
    code = closing.code
    logout_user()
    return redirect(url_for("own_data.status", code=code), 303)


@bp.get("/settings/closing")
@member_required
def closing() -> Response | str:
    found = closing_of(current_user)
    if found is None:
        return redirect(url_for("own_data.data"), 303)
    return render_template("own_data/closing.html", closing=found)


@bp.post("/settings/closing/keep")
@member_required
def keep() -> Response:
    if keep_account(current_user):
        db.session.commit()
        flash("Your account stays. Welcome back.", "success")
    return redirect(url_for("boards.index"), 303)


@bp.post("/settings/closing/stay")
@member_required
def stay() -> Response:
    found = closing_of(current_user)
    if found is None:
        return redirect(url_for("own_data.data"), 303)
    code = found.code
    logout_user()
    return redirect(url_for("own_data.status", code=code), 303)


@bp.get("/data-deletion/<code>")
def status(code: str) -> str:
    """What has become of a request, for whoever holds its code; says nothing about the member."""
    if not code.isprintable():
        abort(404)  # no code of ours, and PostgreSQL takes no NUL
    found = db.first_or_404(select(Closing).filter_by(code=code))
    return render_template("own_data/status.html", closing=found)


@bp.post("/data-deletion/facebook")
@csrf.exempt
def facebook() -> dict[str, str]:
    """Called by Facebook's servers, which know no token of ours: the signature stands for it."""
    settings = current_app.config
    if not settings["FACEBOOK_APP_ID"] or not settings["FACEBOOK_APP_SECRET"]:
        abort(404)
    try:
        secret = settings["FACEBOOK_APP_SECRET"].get_secret_value()
        signed = request.form.get("signed_request", "")
        subject = read_signed_request(signed, secret, utcnow())
    except BadRequest:
        abort(400)
    code = answer_to(signed, subject).code
    db.session.commit()
    return {"url": link_to("own_data.status", code=code), "confirmation_code": code}


@bp.get("/privacy")
def privacy() -> str:
    kept = [row for row in LEFTOVERS if KEPT in row.choices]
    deleted = [row for row in LEFTOVERS if DELETED in row.choices]
    return render_template("own_data/privacy.html", kept=kept, deleted=deleted)
