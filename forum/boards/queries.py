"""Find boards. Access is settled here: a deleted board answers 410, an unknown one 404."""

from dataclasses import dataclass

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum.boards.models import Board
from forum.db import db
from forum.posts.models import Post


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A board with its newest post, or None while nobody has written."""

    board: Board
    last: Post | None


def list_boards() -> list[BoardRow]:
    """All boards that stand, in their order, with the last post of each: one query."""
    rows = db.session.execute(
        select(Board, Post)
        .outerjoin(Post, Post.id == Board.last_post_id)
        .where(Board.deleted_at.is_(None))
        .order_by(Board.position, Board.id)
        .options(joinedload(Post.author), joinedload(Post.thread))
    )
    return [BoardRow(board, last) for board, last in rows]


def get_board(slug: str) -> Board:
    if not slug.isprintable():
        abort(404)  # PostgreSQL refuses some control characters, and no board has one
    board = db.first_or_404(select(Board).filter_by(slug=slug))
    if board.deleted_at is not None:
        abort(410)
    return board


def board_titles() -> dict[int, str]:
    """The titles of the boards that stand, by id and in their order."""
    standing = select(Board.id, Board.title).where(Board.deleted_at.is_(None))
    return {id: title for id, title in db.session.execute(standing.order_by(Board.position, Board.id))}
