"""Pages of a thread: read it, start one, reply, and what moderators do to it."""

from flask import Blueprint, abort, flash, redirect, render_template, request, session
from flask_login import current_user
from markupsafe import Markup
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from forum.addresses import link_back, row_id_argument
from forum.boards.models import Board
from forum.boards.queries import get_board, list_boards
from forum.choices import choices
from forum.db import db
from forum.drafts.park import take_back
from forum.guards import member_required, members_send, moderator_required
from forum.notices.show import notices_on
from forum.posts.composer import BodyForm, ThreadForm
from forum.posts.queries import first_unread, get_post, page_of_posts
from forum.posts.quote import quote
from forum.posts.render import render
from forum.posts.send import JUST_POSTED, send_once, show_sent
from forum.posts.write import ThreadLocked, start_thread
from forum.posts.write import reply as write_reply
from forum.threads.forms import MoveForm
from forum.threads.lock import lock_thread, unlock_thread
from forum.threads.models import Thread
from forum.threads.move import move_thread
from forum.threads.pin import pin_thread, unpin_thread
from forum.threads.queries import get_thread
from forum.threads.visits import mark_read, read_up_to

bp = Blueprint("threads", __name__)

VERBS = {"lock": lock_thread, "unlock": unlock_thread, "pin": pin_thread, "unpin": unpin_thread}
LOCKED = (
    "This thread was locked while you wrote. Your text is still here: copy it, or start a new thread with it."
)


@bp.get("/threads/<row:thread_id>")
def show(thread_id: int) -> str:
    thread = get_thread(thread_id)
    return show_thread(thread, BodyForm(formdata=None))[0]


def show_thread(thread: Thread, form: BodyForm, preview: str = "", code: int = 200) -> tuple[str, int]:
    """The thread's page around a reply form, which may come back with errors and a text."""
    page = page_of_posts(thread, row_id_argument("after"))
    read_to = read_up_to(current_user, thread)
    return render_template(
        "threads/show.html",
        thread=thread,
        page=page,
        form=form,
        preview=preview,
        read_to=read_to,
        notices=notices_on(page.posts, current_user, just_posted=session.pop(JUST_POSTED, None)),
    ), code


@bp.get("/threads/<row:thread_id>/unread")
@member_required
def unread(thread_id: int) -> Response:
    """Lead to the first post that the member has not seen."""
    thread = get_thread(thread_id)
    post = first_unread(thread, read_up_to(current_user, thread) or 0)
    return redirect(post.url if post else thread.url, 303)


@bp.post("/threads/<row:thread_id>/seen")
@member_required
def seen(thread_id: int) -> tuple[str, int]:
    """Sent by the page's script when the posts were on the screen."""
    thread = get_thread(thread_id)
    post_id = request.form.get("post", type=int)
    if post_id is None or not 0 < post_id <= (thread.last_post_id or 0):
        abort(400)
    try:
        if mark_read(current_user, thread, post_id):
            db.session.commit()
    except IntegrityError:
        db.session.rollback()  # two tabs at the same moment: the other one counts
    return "", 204


@bp.route("/boards/<slug>/new", methods=["GET", "POST"])
@members_send
def new(slug: str) -> Response | tuple[str, int]:
    board = get_board(slug)
    form = ThreadForm(data=take_back(request.path))
    if request.method == "GET" or "preview" in request.form or not form.validate():
        preview = Markup(render(form.body.data or "")) if "preview" in request.form else ""
        return render_template(
            "threads/new.html", board=board, form=form, preview=preview
        ), 422 if form.errors else 200
    post = send_once(
        form,
        lambda: start_thread(board, current_user, form.title.data, form.body.data, form.form_key.data),
    )
    return show_sent(post, f"new-{board.id}")


@bp.route("/threads/<row:thread_id>/reply", methods=["GET", "POST"])
@members_send
def reply(thread_id: int) -> Response | tuple[str, int]:
    thread = get_thread(thread_id)
    form = BodyForm(data={"body": quoted_text(thread)} | take_back(request.path))
    if thread.locked_at:
        return show_locked(thread, form)
    if request.method == "GET" or "preview" in request.form or not form.validate():
        return show_reply(thread, form, 422 if form.errors else 200)
    try:
        post = send_once(
            form,
            lambda: write_reply(thread, current_user, form.body.data, form.form_key.data),
        )
    except ThreadLocked:
        db.session.rollback()
        return show_locked(thread, form)
    return show_sent(post, f"reply-{thread.id}")


def show_locked(thread: Thread, form: BodyForm) -> tuple[str, int]:
    form.body.errors = [LOCKED]
    return show_reply(thread, form, 409)


def quoted_text(thread: Thread) -> str:
    """The quote block that `?quote=<post>` asks for; only posts of the same thread can be quoted."""
    post_id = row_id_argument("quote")
    if post_id is None:
        return ""
    post = get_post(post_id)
    if post.thread_id != thread.id:
        abort(404)
    return quote(post)


def show_reply(thread: Thread, form: BodyForm, code: int) -> tuple[str, int]:
    preview = Markup(render(form.body.data or "")) if "preview" in request.form else ""
    return render_template("threads/reply.html", thread=thread, form=form, preview=preview), code


@bp.post("/threads/<row:thread_id>/<any(lock, unlock, pin, unpin):verb>")
@moderator_required
def moderate(thread_id: int, verb: str) -> Response:
    thread = get_thread(thread_id)
    if VERBS[verb](thread, current_user):
        db.session.commit()
        flash(f"Done: {verb} thread.", "success")
    return redirect(link_back("threads.show", thread_id=thread.id), 303)


@bp.route("/threads/<row:thread_id>/move", methods=["GET", "POST"])
@moderator_required
def move(thread_id: int) -> Response | tuple[str, int]:
    thread = get_thread(thread_id)
    form = MoveForm(board=thread.board_id)
    form.board.choices = choices((row.board.id, row.board.title) for row in list_boards())
    if not form.validate_on_submit():
        return render_template("threads/move.html", thread=thread, form=form), 422 if form.errors else 200
    if move_thread(thread, db.session.get_one(Board, form.board.data), current_user):
        db.session.commit()
        flash("The thread is moved.", "success")
    return redirect(thread.url, 303)
