"""Decisions on the same words: found whatever their case, only while they stand, the newest first."""

import pytest
from sqlalchemy import select

from forum.db import db
from forum.review import same_words
from forum.review.decide import Verdict, decide
from forum.review.models import ReviewItem
from forum.review.queries import screening_of
from forum.review.same_words import decisions_on_same_words
from forum.review.undo import undo
from tests.factories import make_member, make_post

WORDS = "gums have been bleeding"


def item_about(body: str) -> ReviewItem:
    return db.session.scalars(select(ReviewItem).filter_by(post_id=make_post(body=body).id)).one()


def decided(body: str) -> ReviewItem:
    item = item_about(body)
    decide(item, make_member(role="moderator"), Verdict("remove", reason="past"), item.version)
    db.session.commit()
    return item


@pytest.fixture
def item(app):
    return item_about(f"My {WORDS} since Monday.")


def found(item):
    return [row.item_id for row in decisions_on_same_words(item, screening_of(item.post).findings)]


def test_the_same_words_are_found_in_other_posts_whatever_their_case(item):
    first = decided(f"Hello all. My {WORDS} since Friday.")
    second = decided(f"MY {WORDS.upper()} SINCE FRIDAY.")
    assert found(item) == [second.id, first.id]


def test_other_words_and_the_own_item_are_not(item):
    decided("I have trouble breathing at rest since Monday.")
    decide(item, make_member(role="moderator"), Verdict("keep"), item.version)
    assert found(item) == []


def test_what_was_undone_is_not(item):
    other = decided(f"My {WORDS} since Friday.")
    assert found(item) == [other.id]
    assert undo(other, make_member(role="admin"))
    assert found(item) == []


def test_only_the_newest_decisions_are_looked_through(item, monkeypatch):
    decided(f"My {WORDS} since Friday.")
    decided("I have trouble breathing at rest since Monday.")
    monkeypatch.setattr(same_words, "WINDOW", 1)
    assert found(item) == []
