"""Find threads, and page through them by key: a thread that moves up is never shown twice on the way down."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import abort, current_app
from sqlalchemy import select, tuple_
from sqlalchemy.orm import joinedload

from forum.boards.models import Board
from forum.db import db
from forum.threads.models import Thread

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """Pinned threads stand on the first page only. `older` is the key of the next page, or None."""

    threads: list[Thread]
    older: str | None
    is_first: bool


def get_thread(thread_id: int) -> Thread:
    """The thread; 404 when unknown, 410 when it or its board was deleted."""
    thread = db.get_or_404(Thread, thread_id, options=[joinedload(Thread.board), joinedload(Thread.author)])
    if thread.deleted_at is not None or thread.board.deleted_at is not None:
        abort(410)
    return thread


def page_of_threads(board: Board, older: str | None) -> ThreadPage:
    """Threads of a board, newest talk first. A key that cannot be read answers 404."""
    size = current_app.config["THREADS_PER_PAGE"]
    of_board = (
        select(Thread)
        .where(Thread.board_id == board.id, Thread.deleted_at.is_(None))
        .options(joinedload(Thread.author), joinedload(Thread.last_author))
    )
    pinned = (
        []
        if older
        else list(db.session.scalars(of_board.where(Thread.pinned_at.is_not(None)).order_by(Thread.id)))
    )
    rest = of_board.where(Thread.pinned_at.is_(None)).order_by(Thread.last_post_at.desc(), Thread.id.desc())
    if older:
        rest = rest.where(tuple_(Thread.last_post_at, Thread.id) < _read_key(older))
    found = list(db.session.scalars(rest.limit(size + 1)))
    following = _key(found[size - 1]) if len(found) > size else None
    return ThreadPage(pinned + found[:size], following, is_first=older is None)


def _key(thread: Thread) -> str:
    # Whole numbers all the way: a float of this size may be a microsecond off.
    return f"{(thread.last_post_at - EPOCH) // timedelta(microseconds=1)}-{thread.id}"


def _read_key(key: str) -> tuple[datetime, int]:
    try:
        moment, thread_id = key.split("-")
        seconds, rest = divmod(int(moment), 1_000_000)
        return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest), _row_id(thread_id)
    except (ValueError, OverflowError, OSError):
        abort(404)


def _row_id(text: str) -> int:
    number = int(text)
    if not 0 <= number < 2**31:
        raise ValueError("no row has such an id")
    return number
