"""Claims that are over are emptied, running ones are not."""

from datetime import timedelta

from sqlalchemy import select

from forum.db import db, utcnow
from forum.jobs.worker import Rounds
from forum.review.claim import holder, take
from forum.review.intake import open_item
from forum.review.models import ReviewItem
from forum.review.tidy import free_expired
from forum.screening import Level
from tests.factories import make_member, make_post


def claimed_item(until) -> ReviewItem:
    item = open_item(make_post(), "report", 1, Level.URGENT)
    take(item, make_member(role="moderator"))
    item.claimed_until = until
    db.session.commit()
    return item


def test_only_what_is_over_is_emptied_and_live_pages_can_see_it(app, fake_reader):
    over = claimed_item(utcnow() - timedelta(seconds=1))
    running = claimed_item(utcnow() + timedelta(minutes=1))
    touched = over.touched_at
    assert free_expired() == 1
    db.session.commit()
    assert (over.claimed_by_id, over.claimed_at, over.claimed_until) == (None, None, None)
    assert over.touched_at > touched
    assert holder(running) is not None


def test_a_worker_does_it_each_round(app, fake_reader):
    claimed_item(utcnow() - timedelta(seconds=1))
    Rounds().next()
    assert db.session.scalars(select(ReviewItem.claimed_by_id)).all() == [None]
