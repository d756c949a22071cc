"""The second factor: see what is set up, set it up, switch it off, prove it while signed in."""

from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from forum.addresses import own_address
from forum.db import db
from forum.factors import change, setup
from forum.factors.forms import ProveForm, SetUpForm
from forum.factors.library import library
from forum.factors.proof import is_proved, mark_proved, step_of
from forum.guards import careful, member_required
from forum.members.queries import signed_in_member

bp = Blueprint("factors", __name__)


@bp.get("/settings/second-factor")
@member_required
def overview() -> str:
    return render_template(
        "factors/overview.html",
        has_app=bool(current_user.tf_totp_secret),
        passkeys=current_user.webauthn,
        codes_left=len(current_user.mf_recovery_codes or []),
        may_switch_off=not current_user.is_moderator,
    )


@careful
def set_up_app() -> Any:
    """Show a new secret, and keep it once a code shows that the app has it."""
    form = SetUpForm()
    secret = setup.secret_in(form.state.data, current_user)
    if form.is_submitted() and secret is None:
        flash("That took too long. Scan the new picture.", "error")
        return redirect(request.full_path.rstrip("?"), 303)
    if form.validate_on_submit() and setup.is_code_of(secret, form):
        codes = change.set_up_app(signed_in_member(), secret)
        mark_proved()
        db.session.commit()
        return _show_codes(codes)
    secret = secret or setup.new_secret()
    form.state.data = setup.state_of(secret, current_user)
    page = render_template("factors/app.html", form=form, **setup.picture(secret, current_user))
    return page, 422 if form.errors else 200


@bp.route("/settings/second-factor/off", methods=["GET", "POST"])
@careful
def switch_off() -> Any:
    if current_user.is_moderator:
        flash("A moderator needs a second factor. You can set up another app or more passkeys.", "error")
        return redirect(url_for("factors.overview"), 303)
    if request.method == "GET":
        return render_template("factors/off.html")
    if change.remove_app(signed_in_member()):
        db.session.commit()
        flash("Codes are switched off. You sign in with one step again.", "success")
    return redirect(url_for("factors.overview"), 303)


@careful
def recovery_codes() -> Any:
    """How many codes are left; a POST makes new ones and shows them this once."""
    if not step_of(current_user):
        return redirect(url_for("factors.overview"), 303)
    if request.method == "GET":
        left = len(current_user.mf_recovery_codes or [])
        return render_template("factors/codes.html", codes=[], codes_left=left)
    codes = change.renew_codes(signed_in_member())
    db.session.commit()
    return _show_codes(codes)


def _show_codes(codes: list[str]) -> Response:
    goes_on = own_address(request.args.get("next"))
    page = current_app.make_response(render_template("factors/codes.html", codes=codes, goes_on=goes_on))
    page.cache_control.no_store = True
    return page


@bp.post("/settings/second-factor/codes.txt")
@careful
def download_codes() -> Response:
    """The codes that the page before has shown, as a file; only codes that work are written."""
    util = library().mf_recovery_codes_util
    codes = [code for code in util.get_recovery_codes(current_user) if code in request.form.getlist("code")]
    if not codes:
        abort(404)
    page = current_app.make_response(render_template("factors/codes.txt", codes=codes))
    page.mimetype = "text/plain"
    page.cache_control.no_store = True
    page.headers["Content-Disposition"] = 'attachment; filename="recovery-codes.txt"'
    return page


@member_required
def prove() -> Any:
    """Why a second factor is asked for here, and the ways to show one; then back to the page that asked."""
    form, step = ProveForm(), step_of(current_user)
    form.next.data = own_address(form.next.data or request.args.get("next")) or url_for("boards.index")
    if step and is_proved():
        return redirect(form.next.data, 303)
    if step and form.validate_on_submit():
        if change.use_code(signed_in_member(), form.code.data):
            mark_proved()
            db.session.commit()
            return redirect(form.next.data, 303)
        form.code.errors = [current_app.config["SECURITY_MSG_TWO_FACTOR_INVALID_TOKEN"][0]]
    return render_template("factors/prove.html", form=form, step=step), 422 if form.errors else 200


def no_code() -> str:
    """The phone is gone and the recovery codes too: what one can do."""
    return render_template("factors/no_code.html")
