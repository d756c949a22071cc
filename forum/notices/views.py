"""The author's answer to a card, and the page on which anybody chooses a country."""

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from forum.addresses import own_address
from forum.db import db
from forum.guards import member_required
from forum.notices.answer import say
from forum.notices.answer import take_back as unsay
from forum.notices.forms import CountryForm
from forum.notices.models import WORDS
from forum.notices.show import reader_country
from forum.posts.queries import get_own_post

bp = Blueprint("notices", __name__)

A_YEAR = 365 * 24 * 3600


@bp.post("/posts/<row:post_id>/answer")
@member_required
def answer(post_id: int) -> Response:
    post = get_own_post(post_id, current_user)
    word = request.form.get("word", "")
    if word not in WORDS:
        abort(400)
    if say(post, current_user, word):
        db.session.commit()
        flash("Good to know. The note is folded and a moderator can see it.", "success")
    return redirect(post.url, 303)


@bp.post("/posts/<row:post_id>/answer/take-back")
@member_required
def take_back(post_id: int) -> Response:
    post = get_own_post(post_id, current_user)
    if unsay(post):
        db.session.commit()
        flash("The note is shown in full again.", "success")
    return redirect(post.url, 303)


@bp.route("/country", methods=["GET", "POST"])
def country() -> Response | tuple[str, int]:
    """Choose the country of the emergency numbers: on the profile for members, in a cookie for visitors."""
    current = reader_country(current_user)
    form = CountryForm(country=current.code, next=own_address(request.args.get("next") or request.referrer))
    if not form.validate_on_submit():
        code = 422 if form.errors else 200
        return render_template("notices/country.html", form=form, country=current), code
    response = redirect(own_address(form.next.data) or url_for("notices.country"), 303)
    if current_user.is_authenticated:
        current_user.country = form.country.data or None
        db.session.commit()
    else:
        is_secure = current_app.config["SESSION_COOKIE_SECURE"]
        response.set_cookie(
            "country", form.country.data, max_age=A_YEAR, httponly=True, samesite="Lax", secure=is_secure
        )
    flash("Saved. Notes with numbers now show this country's.", "success")
    return response
