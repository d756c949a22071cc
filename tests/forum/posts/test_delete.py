"""Delete a post: the text goes from the pages, the rows stay."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.db import db
from forum.modlog.models import ModLogEntry
from forum.posts.delete import delete_post
from forum.posts.models import Post
from tests.factories import make_member, make_post, make_thread

pytestmark = pytest.mark.usefixtures("fake_reader")


def test_an_author_deletes_once_and_without_a_log_entry(app: Flask) -> None:
    post = make_post(body="Words to keep")
    assert delete_post(post, post.author)
    deleted_at = post.deleted_at
    assert not delete_post(post, post.author) and post.deleted_at == deleted_at
    assert (post.deleted_by_id, post.revision.body) == (post.author_id, "Words to keep")
    assert db.session.scalar(select(ModLogEntry)) is None


def test_a_moderators_delete_is_logged(app: Flask) -> None:
    post, moderator = make_post(), make_member(role="moderator")
    assert delete_post(post, moderator)
    entry = db.session.scalars(select(ModLogEntry)).one()
    assert (entry.action, entry.moderator_id, entry.post_id) == ("deleted post", moderator.id, post.id)


def test_the_title_goes_with_the_first_post_that_it_belongs_to(client: FlaskClient) -> None:
    thread = make_thread(title="My gums bleed")
    first = db.session.get_one(Post, thread.last_post_id)
    delete_post(make_post(thread), first.author)
    assert thread.title == "My gums bleed"
    delete_post(first, first.author)
    assert "My gums bleed" not in client.get(f"/threads/{thread.id}").text
    assert first.revision.title == "My gums bleed"
