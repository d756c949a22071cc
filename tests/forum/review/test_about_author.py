"""What a moderator learns of an author: counts, other items with outcomes; nothing of former members."""

import pytest
from sqlalchemy import select

from forum.db import db
from forum.members.former import former_member
from forum.members.standing import silence
from forum.posts.hide import hide_post
from forum.review.about_author import counts_of, earlier_items
from forum.review.decide import Verdict, decide
from forum.review.intake import open_item
from forum.review.models import ReviewItem
from forum.screening import Level
from tests.factories import make_member, make_post


@pytest.fixture
def moderator(app):
    return make_member(role="moderator")


@pytest.fixture
def author(app, fake_reader):
    return make_member()


def item_of(author) -> ReviewItem:
    item = open_item(make_post(author=author), "report", 1, Level.URGENT)
    db.session.commit()
    return item


def test_counts_are_of_this_author_only(author, moderator):
    kept, removed, waiting, item = (item_of(author) for _ in range(4))
    item_of(make_member())
    decide(kept, moderator, Verdict("keep"), kept.version)
    decide(removed, moderator, Verdict("remove", reason="past"), removed.version)
    hide_post(removed.post, moderator, "Private details.")
    silence(author, 3, "Rude.", moderator)
    silence(make_member(), 3, "Rude.", moderator)
    counts = counts_of(item)
    assert (counts.posts, counts.hidden, counts.waiting) == (4, 1, 1)
    assert (counts.keep, counts.change, counts.remove) == (1, 0, 1)
    assert (counts.silenced, counts.suspended) == (1, 0)


def test_other_items_come_newest_first_with_what_stands(author, moderator):
    decided, waiting, item = (item_of(author) for _ in range(3))
    decide(decided, moderator, Verdict("keep"), decided.version)
    rows = earlier_items(item)
    assert [(row.item, row.outcome) for row in rows] == [(waiting, "still waits"), (decided, "kept notice")]


def test_of_former_members_nothing_is_told(author, moderator):
    item = item_of(author)
    item.post.author = former_member()
    db.session.commit()
    assert counts_of(item) is None and earlier_items(item) == []
    assert db.session.scalar(select(ReviewItem.id)) == item.id
