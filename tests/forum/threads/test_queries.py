"""Find threads, and page through a board by key."""

import pytest
from flask import Flask
from werkzeug.exceptions import Gone, NotFound

from forum.boards.models import Board
from forum.db import db, utcnow
from forum.threads.models import Thread
from forum.threads.queries import get_thread, page_of_threads
from tests.counting import queries
from tests.factories import make_board, make_post, make_thread


@pytest.fixture(autouse=True)
def small_pages(app: Flask, fake_reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "THREADS_PER_PAGE", 3)


@pytest.fixture
def board(app: Flask) -> Board:
    return make_board()


@pytest.fixture
def threads(board: Board) -> list[Thread]:
    """Eight threads, the newest talk first."""
    return [make_thread(board, title=f"Thread {number}") for number in range(8)][::-1]


def walk(board: Board) -> list[Thread]:
    seen, key = [], None
    while True:
        page = page_of_threads(board, key)
        seen += page.threads
        key = page.older
        if key is None:
            return seen


def test_walking_down_meets_every_thread_once_in_order(board: Board, threads: list[Thread]) -> None:
    assert walk(board) == threads


def test_pages_are_full_and_the_last_has_no_key(board: Board, threads: list[Thread]) -> None:
    first = page_of_threads(board, None)
    assert (first.threads, first.is_first) == (threads[:3], True)
    second = page_of_threads(board, first.older)
    assert (second.threads, second.is_first) == (threads[3:6], False)
    third = page_of_threads(board, second.older)
    assert (third.threads, third.older) == (threads[6:], None)


def test_a_page_that_is_just_full_has_no_next_one(board: Board) -> None:
    for _ in range(3):
        make_thread(board)
    assert page_of_threads(board, None).older is None


def test_a_thread_that_moves_up_while_paging_is_not_shown_twice_and_hides_no_other(
    board: Board, threads: list[Thread]
) -> None:
    first = page_of_threads(board, None)
    make_post(threads[0])  # on the page that was read: stays above
    make_post(threads[5])  # on a page to come: moves above
    second = page_of_threads(board, first.older)
    third = page_of_threads(board, second.older)
    assert second.threads + third.threads == [threads[number] for number in (3, 4, 6, 7)]


def test_threads_of_one_moment_are_told_apart_by_id(board: Board, threads: list[Thread]) -> None:
    moment = utcnow()
    for thread in threads:
        thread.last_post_at = moment
    db.session.commit()
    assert walk(board) == sorted(threads, key=lambda thread: -thread.id)


def test_deleted_threads_and_those_of_other_boards_are_left_out(board: Board, threads: list[Thread]) -> None:
    make_thread()
    threads[1].deleted_at = utcnow()
    assert walk(board) == [threads[0], *threads[2:]]


def test_pinned_threads_stand_on_the_first_page_in_the_order_they_were_started(
    board: Board, threads: list[Thread]
) -> None:
    for number in (2, 7):
        threads[number].pinned_at = utcnow()
    first = page_of_threads(board, None)
    assert first.threads[:2] == [threads[7], threads[2]]
    assert len(walk(board)) == 8


@pytest.mark.parametrize(
    "key", ["x", "1", "1-", "-1", "1-2-3", "1-x", "1.5-2", "9" * 30 + "-1", "1-" + "9" * 30, "1--2", "\x00-1"]
)
def test_a_key_that_cannot_be_read_answers_404(board: Board, key: str) -> None:
    with pytest.raises(NotFound):
        page_of_threads(board, key)


def test_an_old_key_shows_nothing_and_breaks_nothing(board: Board, threads: list[Thread]) -> None:
    page = page_of_threads(board, "0-0")
    assert (page.threads, page.older) == ([], None)


def test_a_page_takes_as_many_queries_for_one_thread_as_for_many(board: Board) -> None:
    def needed() -> int:
        db.session.expire_all()
        stood = db.session.get_one(Board, board.id)
        with queries() as statements:
            for thread in page_of_threads(stood, None).threads:
                assert thread.author.name and thread.last_author and thread.last_author.name
        return len(statements)

    make_thread(board)
    one = needed()
    for _ in range(3):
        make_post(make_thread(board))
    assert needed() == one


def test_an_unknown_thread_is_not_found_and_a_deleted_one_is_gone(board: Board) -> None:
    thread = make_thread(board)
    assert get_thread(thread.id) is thread
    with pytest.raises(NotFound):
        get_thread(thread.id + 100)
    thread.deleted_at = utcnow()
    with pytest.raises(Gone):
        get_thread(thread.id)


def test_a_thread_of_a_deleted_board_is_gone(board: Board) -> None:
    thread = make_thread(board)
    board.deleted_at = utcnow()
    with pytest.raises(Gone):
        get_thread(thread.id)
