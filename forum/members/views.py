"""A member's page with their posts, and one's own settings."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from flask_security import logout_user
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from forum.addresses import row_id_argument
from forum.db import db
from forum.drafts.park import forget, take_back
from forum.guards import member_required
from forum.members.forms import SettingsForm
from forum.members.queries import get_member
from forum.members.sessions import end_all_sessions
from forum.notices.show import notices_on
from forum.posts.queries import posts_of

bp = Blueprint("members", __name__)


@bp.get("/members/<row:member_id>")
def show(member_id: int) -> str:
    member = get_member(member_id)
    posts, older = posts_of(member, row_id_argument("before"), current_user)
    notices = notices_on(posts, current_user)
    return render_template("members/show.html", member=member, posts=posts, older=older, notices=notices)


@bp.route("/settings", methods=["GET", "POST"])
@member_required
def settings() -> Response | tuple[str, int]:
    saved = {"name": current_user.name, "country": current_user.country, "about": current_user.about}
    saved |= {"stage": current_user.stage, "mails": current_user.mail_choices}
    form = SettingsForm(data=saved | take_back(request.path))
    if not form.validate_on_submit():
        return render_template("members/settings.html", form=form), 422 if form.errors else 200
    current_user.name = form.name.data
    current_user.country = form.country.data or None
    current_user.about = form.about.data
    current_user.stage = form.stage.data or None
    current_user.mail_choices = form.mails.data
    try:
        forget(request.path)
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        abort(409)  # the name went a moment ago, after the form had looked
    flash("Your settings are saved.", "success")
    return redirect(url_for("members.settings"), 303)


@bp.post("/settings/sign-out-everywhere")
@member_required
def sign_out_everywhere() -> Response:
    end_all_sessions(current_user)
    db.session.commit()
    logout_user()
    flash("You are signed out on every device.", "success")
    return redirect(url_for("security.login"), 303)
