"""The list of boards, and the threads of one."""

from flask import Blueprint, render_template, request
from flask_login import current_user

from forum.boards.queries import get_board, list_boards
from forum.threads.queries import page_of_threads
from forum.threads.visits import unread_threads

bp = Blueprint("boards", __name__)


@bp.get("/")
def index() -> str:
    return render_template("boards/index.html", rows=list_boards())


@bp.get("/boards/<slug>")
def show(slug: str) -> str:
    board = get_board(slug)
    page = page_of_threads(board, request.args.get("older"))
    unread = unread_threads(current_user, page.threads)
    return render_template("boards/show.html", board=board, page=page, unread=unread)
