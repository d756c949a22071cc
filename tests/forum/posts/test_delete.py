"""Delete a post: the text goes from the pages, the rows stay."""

import pytest
from flask import Flask
from sqlalchemy import select

from forum.db import db
from forum.modlog.models import ModLogEntry
from forum.posts.delete import delete_post
from tests.factories import make_member, make_post

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
