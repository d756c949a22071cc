"""Find boards."""

import pytest
from flask import Flask
from werkzeug.exceptions import Gone, NotFound

from forum.boards.queries import get_board, list_boards
from forum.db import db, utcnow
from tests.counting import queries
from tests.factories import make_board, make_post, make_thread


def test_boards_stand_in_their_order_with_their_last_post(app: Flask, fake_reader) -> None:
    second, first = make_board(position=20_000), make_board(position=10_000)
    post = make_post(make_thread(second))
    make_board(deleted_at=utcnow(), position=1)
    rows = list_boards()
    assert [row.board for row in rows] == [first, second]
    assert [row.last for row in rows] == [None, post]


def test_listing_takes_one_query_for_any_number_of_boards(app: Flask, fake_reader) -> None:
    for _ in range(4):
        make_thread()
    db.session.expire_all()
    with queries() as statements:
        for row in list_boards():
            assert row.last and row.last.author.name and row.last.thread.title
    assert len(statements) == 1


def test_an_unknown_board_is_not_found_and_a_deleted_one_is_gone(app: Flask) -> None:
    board = make_board()
    assert get_board(board.slug) is board
    for slug in ("nowhere", "a\x00b", "x" * 5000, board.slug.upper()):
        with pytest.raises(NotFound):
            get_board(slug)
    board.deleted_at = utcnow()
    with pytest.raises(Gone):
        get_board(board.slug)
