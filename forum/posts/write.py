"""Write a post: text, revision and the promise to read it, in one transaction."""

from sqlalchemy import func, update

from forum.boards.models import Board
from forum.db import db, lock_row, utcnow
from forum.jobs.promise import promise
from forum.members.models import Member
from forum.posts.models import Post, Revision
from forum.posts.render import RENDERER, render
from forum.posts.tell import tell_of_reply
from forum.review.models import Screening
from forum.threads.models import Thread

SCREEN = "screen revision"


def start_thread(board: Board, author: Member, title: str, body: str, form_key: str) -> Post:
    """Start a thread and return its first post. Does not commit."""
    thread = Thread(board=board, author=author, title=title)
    db.session.add(thread)
    db.session.flush()
    post = _add_post(thread, author, body, form_key, title=title)
    board.thread_count = Board.thread_count + 1
    return post


class ThreadLocked(Exception):
    """The thread takes no replies any more; nothing was written."""


def reply(thread: Thread, author: Member, body: str, form_key: str) -> Post:
    """Add a post to a thread. Raises `ThreadLocked`. Does not commit."""
    lock_row(thread)  # two replies at once are both counted, and the later one is the last
    if thread.locked_at:
        raise ThreadLocked
    last_post_id = thread.last_post_id
    post = _add_post(thread, author, body, form_key)
    thread.reply_count += 1
    tell_of_reply(thread, author, last_post_id)
    return post


def add_revision(post: Post, editor: Member, title: str, body: str, number: int) -> Revision:
    """Save a new text of a post and promise its screening; the level that is shown waits for the result."""
    revision = Revision(
        post=post, editor=editor, number=number, title=title, body=body, html=render(body), renderer=RENDERER
    )
    db.session.add(revision)
    db.session.flush()
    post.revision = revision
    post.screening_state = "pending"
    db.session.add(Screening(revision=revision))
    promise(SCREEN, revision.id, leased=True)
    return revision


def _add_post(thread: Thread, author: Member, body: str, form_key: str, title: str = "") -> Post:
    post = Post(thread=thread, author=author, form_key=form_key, is_first=bool(title))
    db.session.add(post)
    db.session.flush()
    add_revision(post, author, title, body, number=1)
    thread.last_post_id = post.id
    thread.last_post_at = utcnow()
    thread.last_author = author
    # On two threads at once the older post may come last: the newer one stays.
    newest = update(Board).where(Board.id == thread.board_id, func.coalesce(Board.last_post_id, 0) < post.id)
    db.session.execute(newest.values(last_post_id=post.id))
    return post
