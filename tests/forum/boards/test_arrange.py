"""Put boards up and take them down."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.boards.arrange import add_board, delete_board
from forum.boards.models import Board
from forum.boards.queries import list_boards
from forum.db import db
from tests.factories import make_board, make_thread


def board_at(slug: str) -> Board:
    return db.session.scalars(select(Board).filter_by(slug=slug)).one()


def test_a_board_comes_last_unless_a_position_is_given(app: Flask) -> None:
    assert add_board("one", "One") and add_board("two", "Two", "About two")
    assert add_board("zero", "Zero", position=0)
    assert [row.board.slug for row in list_boards()] == ["zero", "one", "two"]
    assert board_at("two").description == "About two"


def test_an_address_holds_one_board(app: Flask) -> None:
    assert add_board("one", "One")
    assert not add_board("one", "Another")
    assert board_at("one").title == "One"


def test_a_board_that_was_taken_down_hides_its_threads_and_comes_back_with_them(
    client: FlaskClient, fake_reader
) -> None:
    board = make_board("Side effects")
    thread = make_thread(board)
    assert delete_board(board) and not delete_board(board)
    for path in (f"/boards/{board.slug}", f"/threads/{thread.id}", f"/posts/{thread.last_post_id}/history"):
        assert client.get(path).status_code == 410
    assert "Side effects" not in client.get("/").text
    assert add_board(board.slug, "Side effects again")
    assert client.get(f"/threads/{thread.id}").status_code == 200
    assert board.thread_count == 1
