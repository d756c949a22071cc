"""The demo board as the seeder writes it."""

import pytest
from sqlalchemy import func, select

from forum.db import db, utcnow
from forum.demo.seed import NotEmpty, seed
from forum.jobs.models import Job
from forum.modlog.models import ModLogEntry
from forum.posts.models import Post
from forum.review.clock import used
from forum.review.models import Decision, ReviewItem
from forum.screening import Level

pytestmark = pytest.mark.slow


@pytest.fixture
def seeded(app):
    seed()
    return app


def test_the_board_looks_as_after_a_year(seeded):
    levels = set(db.session.scalars(select(Post.shown_level).distinct()))
    assert levels == set(Level)
    assert db.session.scalar(select(func.count()).select_from(Post)) >= 400
    assert db.session.scalar(select(func.count()).select_from(Decision)) >= 10
    assert db.session.scalar(select(func.count()).select_from(ReviewItem).filter_by(state="open")) >= 3
    assert db.session.scalar(select(func.count()).select_from(Job).filter_by(state="due")) == 0
    assert db.session.scalar(select(func.max(ModLogEntry.created_at))) < utcnow()
    newest = db.session.scalars(select(Post.created_at).order_by(Post.id)).all()
    assert newest == sorted(newest)
    with pytest.raises(NotEmpty):
        seed()


def test_most_of_what_is_open_still_has_time(seeded) -> None:
    shares = [used(item) for item in db.session.scalars(select(ReviewItem).filter_by(state="open"))]
    assert any(share > 1 for share in shares) and sum(share > 1 for share in shares) < len(shares) / 3
