"""Put up a board and take one down. Taking down hides it: its threads stay in the database."""

from sqlalchemy import func, select

from forum.boards.models import Board
from forum.db import db, utcnow


def add_board(slug: str, title: str, description: str = "", position: int | None = None) -> bool:
    """Put up a board, at the end unless `position` says where. Return False when one stands at this address.

    A board that was taken down comes back with its threads.
    """
    board = db.session.scalar(select(Board).filter_by(slug=slug))
    if board is not None and board.deleted_at is None:
        return False
    if board is None:
        board = Board(slug=slug)
        db.session.add(board)
    board.title, board.description, board.deleted_at = title, description, None
    board.position = position if position is not None else _last_position() + 1
    return True


def delete_board(board: Board) -> bool:
    """Hide a board with its threads. Return False when it was taken down already."""
    if board.deleted_at is not None:
        return False
    board.deleted_at = utcnow()
    return True


def _last_position() -> int:
    with db.session.no_autoflush:
        return db.session.scalar(select(func.max(Board.position))) or 0
