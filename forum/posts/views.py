"""Pages of one post: where it stands, its edit form, its history, delete, and the preview."""

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask_login import current_user
from markupsafe import Markup
from werkzeug.wrappers import Response

from forum.db import db
from forum.drafts.park import take_back
from forum.guards import member_required, refuse_moderating
from forum.limits import spend
from forum.notices.show import goes_on_top
from forum.posts.composer import MOST_CHARACTERS, EditForm, FirstPostEditForm
from forum.posts.delete import delete_post
from forum.posts.edit import StaleEdit, edit_post
from forum.posts.models import Post
from forum.posts.queries import get_own_post, get_post, page_start, revisions
from forum.posts.render import render
from forum.posts.send import JUST_POSTED, show_sent
from forum.posts.texts import same_newlines
from forum.review.intake import screen_now

bp = Blueprint("posts", __name__)

READ_WITHOUT_NOTICE = (
    "The program has read your post now and shows no note for it. It can be wrong. "
    "If you feel ill, call for help."
)


@bp.get("/posts/<row:post_id>")
def show(post_id: int) -> Response:
    post = db.get_or_404(Post, post_id)
    # Without a script only the fragment can lead the eye and the focus to the card above the page.
    anchor = "care" if session.get(JUST_POSTED) == post.id and goes_on_top(post) else f"post-{post.id}"
    return redirect(
        url_for("threads.show", thread_id=post.thread_id, after=page_start(post), _anchor=anchor), 303
    )


@bp.get("/posts/<row:post_id>/checked")
@member_required
def checked(post_id: int) -> tuple[str, int]:
    """Asked by the page's script: 200 once the author's post has been read, 204 until then."""
    return "", 204 if get_own_post(post_id, current_user).screening_state == "pending" else 200


@bp.get("/posts/<row:post_id>/look-again")
@member_required
def look_again(post_id: int) -> Response:
    """Lead the author to the post as after posting: with the notice on top that it has by now."""
    post = get_own_post(post_id, current_user)
    session[JUST_POSTED] = post.id
    if post.screening_state == "done" and not post.shown_level:
        flash(READ_WITHOUT_NOTICE, "info")
    return redirect(post.url, 303)


def edit_form(post: Post) -> EditForm:
    """The form for this post, filled from the request, from parked text, or from the current revision."""
    kind = FirstPostEditForm if post.is_first else EditForm
    revision = post.revision
    saved = {"title": revision.title, "body": revision.body, "based_on": str(revision.number)}
    return kind(data=saved | take_back(request.path))


@bp.route("/posts/<row:post_id>/edit", methods=["GET", "POST"])
@member_required
def edit(post_id: int) -> Response | tuple[str, int]:
    post = get_own_post(post_id, current_user)
    form = edit_form(post)
    if request.method == "GET" or "preview" in request.form or not form.validate():
        return show_edit(post, form)
    title = form.title.data if post.is_first else ""
    try:
        changed = edit_post(post, current_user, title, form.body.data, form.base)
    except StaleEdit:
        return show_stale(post, form)
    if changed:
        spend("edit")
    db.session.commit()
    if changed:
        screen_now(post.revision)
    return show_sent(post, f"edit-{post.id}")


def show_edit(post: Post, form: EditForm) -> tuple[str, int]:
    preview = Markup(render(form.body.data or "")) if "preview" in request.form else ""
    return render_template(
        "posts/edit.html", post=post, form=form, preview=preview
    ), 422 if form.errors else 200


def show_stale(post: Post, form: EditForm) -> tuple[str, int]:
    """Both versions on one page: what is saved now, and the form with what was typed, on the new base."""
    form.based_on.data = str(post.revision.number)
    return render_template("posts/stale.html", post=post, form=form), 409


@bp.get("/posts/<row:post_id>/history")
def history(post_id: int) -> str:
    post = get_post(post_id, current_user)
    return render_template("posts/history.html", post=post, revisions=revisions(post))


@bp.route("/posts/<row:post_id>/delete", methods=["GET", "POST"])
@member_required
def delete(post_id: int) -> Response | str:
    post = get_post(post_id, current_user)
    if post.author_id != current_user.id and (refusal := refuse_moderating()):
        return refusal
    if request.method == "GET":
        return render_template("posts/delete.html", post=post)
    if delete_post(post, current_user):
        db.session.commit()
        flash("The post is deleted.", "success")
    return redirect(url_for("threads.show", thread_id=post.thread_id), 303)


@bp.post("/preview")
@member_required
def preview() -> str:
    """The rendered text alone, for the composer's script."""
    body = same_newlines(request.form.get("body"))
    if len(body) > MOST_CHARACTERS:
        abort(413)
    return render(body)
