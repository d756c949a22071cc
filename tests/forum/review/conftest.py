"""Items of the queue without posts that have to be read."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from forum.db import db, utcnow
from forum.review.intake import open_item
from forum.review.models import ReviewItem
from tests.factories import make_post


@pytest.fixture
def make_item(app, fake_reader) -> Callable[..., ReviewItem]:
    """`make_item(level, kind="report", waited=minutes)` opens an item on a new post. Commits."""

    def make(level: int = 2, kind: str = "report", waited: float = 0, **post: object) -> ReviewItem:
        item = open_item(make_post(**post), kind, 1, level)
        item.clock_at = item.opened_at = utcnow() - timedelta(minutes=waited)
        db.session.commit()
        return item

    return make
