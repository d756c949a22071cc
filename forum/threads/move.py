"""Move a thread to another board."""

from sqlalchemy import func, select

from forum.boards.models import Board
from forum.db import db
from forum.members.models import Member
from forum.modlog.record import record
from forum.threads.models import Thread


def move_thread(thread: Thread, board: Board, moderator: Member, note: str = "") -> bool:
    """Put the thread on another board. Return False when it stands there already."""
    if thread.board_id == board.id:
        return False
    old = thread.board
    thread.board = board
    db.session.flush()
    for touched in (old, board):
        _recount(touched)
    record(
        moderator,
        "moved thread",
        thread,
        before={"board": old.title},
        after={"board": board.title},
        note=note,
    )
    return True


def _recount(board: Board) -> None:
    of_board = (Thread.board_id == board.id, Thread.deleted_at.is_(None))
    board.thread_count = db.session.scalar(select(func.count(Thread.id)).where(*of_board)) or 0
    board.last_post_id = db.session.scalar(select(func.max(Thread.last_post_id)).where(*of_board))
