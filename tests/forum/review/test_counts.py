"""Counts beside the choices of the filter, and what they cost."""

import pytest

from forum.db import db
from forum.review.claim import take
from forum.review.counts import count_choices
from forum.review.filters import Filters
from tests.counting import queries
from tests.factories import make_member


@pytest.fixture
def ann(app):
    return make_member(role="moderator")


def test_each_choice_is_counted_with_the_other_filters(make_item, ann):
    make_item(4, "screening"), make_item(2, "report", waited=300), make_item(2, "report")
    counts = count_choices(Filters(kind="report"), ann)
    assert counts.all == {4: 1, 2: 2}
    assert counts.level == {"grave": 0, "crisis": 0, "emergency": 0, "urgent": 2, "other": 0}
    assert counts.kind == {"screening": 1, "report": 2}
    assert (counts.late, counts.matching) == (1, 2)


def test_a_level_narrows_claims_lateness_and_boards(make_item, ann):
    urgent, crisis = make_item(2), make_item(4, waited=20)
    take(urgent, ann)
    db.session.commit()
    counts = count_choices(Filters(level="crisis"), ann)
    assert counts.hold == {"free": 1, "mine": 0, "claimed": 0, "asked": 0}
    assert counts.late == 1
    assert counts.board == {str(crisis.post.thread.board_id): 1}
    assert counts.level["urgent"] == 1


def test_decided_items_are_not_counted(make_item, ann):
    make_item().state = "decided"
    db.session.commit()
    assert count_choices(Filters(), ann).matching == 0


@pytest.mark.parametrize("chosen", [{}, {"level": "grave", "kind": "report", "hold": "free", "late": True}])
def test_three_queries_whatever_is_chosen(make_item, ann, chosen):
    make_item()
    ann.is_admin  # noqa: B018  read again after the commit
    with queries() as statements:
        count_choices(Filters(**chosen), ann)
    assert len(statements) == 3
