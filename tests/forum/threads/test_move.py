"""Move a thread to another board."""

from flask import Flask
from sqlalchemy import select

from forum.db import db
from forum.modlog.models import ModLogEntry
from forum.threads.move import move_thread
from tests.factories import make_board, make_member, make_post, make_thread


def test_a_move_keeps_the_counts_and_last_posts_of_both_boards(app: Flask, fake_reader) -> None:
    here, there = make_board("Here"), make_board("There")
    staying, moving = make_thread(here), make_thread(here)
    last = make_post(moving)
    assert move_thread(moving, there, make_member(role="moderator"), "Fits better.")
    assert moving.board is there
    assert (here.thread_count, here.last_post_id) == (1, staying.last_post_id)
    assert (there.thread_count, there.last_post_id) == (1, last.id)


def test_moving_the_only_thread_leaves_an_empty_board(app: Flask, fake_reader) -> None:
    here, there = make_board(), make_board()
    move_thread(make_thread(here), there, make_member(role="moderator"))
    assert (here.thread_count, here.last_post_id) == (0, None)


def test_a_move_to_the_same_board_changes_nothing(app: Flask, fake_reader) -> None:
    thread = make_thread()
    assert not move_thread(thread, thread.board, make_member(role="moderator"))
    assert db.session.scalar(select(ModLogEntry)) is None


def test_the_log_names_both_boards(app: Flask, fake_reader) -> None:
    thread = make_thread(make_board("Here"))
    move_thread(thread, make_board("There"), make_member(role="moderator"), "Fits better.")
    entry = db.session.scalars(select(ModLogEntry)).one()
    assert (entry.action, entry.note) == ("moved thread", "Fits better.")
    assert (entry.before, entry.after) == ({"board": "Here"}, {"board": "There"})
