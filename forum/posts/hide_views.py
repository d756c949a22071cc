"""Hide a post and show it again: from the post itself and from its review item."""

from flask import Blueprint, flash, redirect, render_template
from flask_login import current_user
from werkzeug.wrappers import Response

from forum.addresses import link_back
from forum.db import db
from forum.guards import moderator_required
from forum.posts.hide import hide_post, is_hidden_from, show_post
from forum.posts.hide_forms import HideForm
from forum.posts.queries import get_post

bp = Blueprint("hiding", __name__)
bp.add_app_template_global(is_hidden_from)


@bp.route("/posts/<row:post_id>/hide", methods=["GET", "POST"])
@moderator_required
def hide(post_id: int) -> Response | tuple[str, int]:
    post = get_post(post_id, current_user)
    form, back = HideForm(), link_back("posts.show", post_id=post.id)
    if not form.validate_on_submit():
        code = 422 if form.errors else 200
        return render_template("posts/hide.html", post=post, form=form, back=back), code
    if hide_post(post, current_user, form.reason.data):
        db.session.commit()
        flash("The post is hidden. Its author still sees it. You can show it again.", "success")
    return redirect(back, 303)


@bp.post("/posts/<row:post_id>/show-again")
@moderator_required
def show_again(post_id: int) -> Response:
    post = get_post(post_id, current_user)
    if show_post(post, current_user):
        db.session.commit()
        flash("Everybody can read the post again.", "success")
    return redirect(link_back("posts.show", post_id=post.id), 303)
