"""Hide a post and show it again: from the post itself and from its review item."""

from flask import Blueprint, flash, redirect, render_template, request
from flask_login import current_user
from werkzeug.wrappers import Response

from forum.db import db
from forum.posts.hide import hide_post, is_hidden_from, show_post
from forum.posts.hide_forms import HideForm
from forum.posts.queries import get_post
from forum.security import moderator_required

bp = Blueprint("hiding", __name__)
bp.add_app_template_global(is_hidden_from)


@bp.route("/posts/<row:post_id>/hide", methods=["GET", "POST"])
@moderator_required
def hide(post_id: int) -> Response | tuple[str, int]:
    post = get_post(post_id, current_user)
    form = HideForm()
    if not form.validate_on_submit():
        return render_template("posts/hide.html", post=post, form=form, back=_back(post.url)), (
            422 if form.errors else 200
        )
    if hide_post(post, current_user, form.reason.data):
        db.session.commit()
        flash("The post is hidden. Its author still sees it. You can show it again.", "success")
    return redirect(_back(post.url), 303)


@bp.post("/posts/<row:post_id>/show-again")
@moderator_required
def show_again(post_id: int) -> Response:
    post = get_post(post_id, current_user)
    if show_post(post, current_user):
        db.session.commit()
        flash("Everybody can read the post again.", "success")
    return redirect(_back(post.url), 303)


def _back(address: str) -> str:
    """Where the moderator came from, such as the review item; `next` is an address of this board."""
    return request.values.get("next") or address
