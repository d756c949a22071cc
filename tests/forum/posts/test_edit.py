"""Edit a post; the old text stays."""

import pytest
from flask import Flask

from forum.db import db
from forum.posts.edit import StaleEdit, edit_post
from forum.posts.models import Post
from forum.posts.queries import revisions
from tests.factories import make_post, make_thread

pytestmark = pytest.mark.usefixtures("fake_reader")


def first_post() -> Post:
    return db.session.get_one(Post, make_thread(title="Old title", body="Old words").last_post_id)


def test_an_edit_saves_a_revision_and_keeps_the_old_one(app: Flask) -> None:
    post = make_post(body="Old words")
    assert edit_post(post, post.author, "", "New words", based_on=1)
    db.session.commit()
    assert post.edited_at and post.revision.number == 2
    assert [row.body for row in revisions(post)] == ["New words", "Old words"]


def test_the_first_post_carries_the_title_of_the_thread(app: Flask) -> None:
    post = first_post()
    assert edit_post(post, post.author, "New title", "Old words", based_on=1)
    assert post.thread.title == post.revision.title == "New title"


def test_an_edit_without_a_change_saves_nothing(app: Flask) -> None:
    post = first_post()
    assert not edit_post(post, post.author, "Old title", "Old words", based_on=1)
    assert (post.edited_at, len(revisions(post))) == (None, 1)


@pytest.mark.parametrize("based_on", [0, 1, 3])
def test_an_edit_of_another_version_is_stale_and_saves_nothing(app: Flask, based_on: int) -> None:
    post = make_post(body="One")
    edit_post(post, post.author, "", "Two", based_on=1)
    with pytest.raises(StaleEdit):
        edit_post(post, post.author, "", "Three", based_on=based_on)
    assert post.revision.body == "Two"


def test_a_double_click_on_save_is_no_stale_edit(app: Flask) -> None:
    post = make_post(body="One")
    assert edit_post(post, post.author, "", "Two", based_on=1)
    assert not edit_post(post, post.author, "", "Two", based_on=1)


def test_the_level_that_is_shown_waits_for_the_new_screening(app: Flask) -> None:
    post = make_post()
    post.shown_level = 3
    edit_post(post, post.author, "", "All is well now", based_on=1)
    assert (post.shown_level, post.screening_state) == (3, "pending")
