"""The order of the queue, its pages and what is new in it."""

from datetime import timedelta

import pytest

from forum.db import db, utcnow
from forum.review import queue
from forum.review.filters import Filters
from tests.counting import queries
from tests.factories import make_member


@pytest.fixture
def ann(app):
    return make_member(role="moderator")


def all_pages(filters, moderator):
    found, after, pages = [], None, 0
    while pages == 0 or after:
        page = queue.page_of_items(filters, moderator, after)
        found, after, pages = found + page.items, page.after, pages + 1
    return found, pages


def test_by_level_then_by_time_used(make_item, ann):
    made = [make_item(level, waited=waited) for level in (0, 4, 2) for waited in (5, 9, 5)]
    found, _ = all_pages(Filters(), ann)
    assert found == sorted(made, key=lambda item: (-item.level, item.clock_at, item.id))


@pytest.mark.parametrize("state", ["open", "decided"])
def test_pages_hold_every_item_once(make_item, ann, monkeypatch, state):
    monkeypatch.setattr(queue, "PAGE", 2)
    made = [make_item(level % 3) for level in range(5)]
    for item in made:
        item.state, item.decided_at = state, utcnow()
    db.session.commit()
    found, pages = all_pages(Filters(state=state), ann)
    assert (sorted(item.id for item in found), pages) == ([item.id for item in made], 3)


def test_pages_keep_to_the_filter(make_item, ann, monkeypatch):
    monkeypatch.setattr(queue, "PAGE", 1)
    urgent = [make_item(2), make_item(2)]
    make_item(4)
    assert all_pages(Filters(level="urgent"), ann)[0] == urgent


def test_new_items_are_counted_by_level_without_those_shown(make_item, ann):
    old, shown, new = make_item(2, waited=9), make_item(2), make_item(4)
    since = utcnow()
    assert queue.count_new(Filters(), ann, since, [shown.id]) == {4: 1}
    assert queue.count_new(Filters(level="urgent"), ann, since, [shown.id]) == {}
    assert queue.count_new(Filters(), ann, since - timedelta(hours=1), [new.id]) == {2: 2}
    assert old.state == "open"


def test_items_come_with_who_has_them_in_one_query(make_item, ann):
    ids = [make_item().id, make_item().id]
    with queries() as statements:
        assert [item.id for item in queue.items_now(ids) if not item.claimed_by] == ids
    assert len(statements) == 1
