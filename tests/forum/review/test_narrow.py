"""What each filter of the queue lets through."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.db import db, utcnow
from forum.review.claim import take
from forum.review.filters import Filters
from forum.review.models import ReviewItem
from forum.review.narrow import all_of, conditions
from tests.factories import make_board, make_member, make_thread


@pytest.fixture
def ann(app):
    return make_member(role="moderator")


def found(moderator, **chosen):
    condition = all_of(conditions(Filters(**chosen), moderator).values())
    return list(db.session.scalars(select(ReviewItem).where(condition).order_by(ReviewItem.id)))


def test_levels(make_item, ann):
    none, info, urgent, emergency, crisis = (make_item(level) for level in range(5))
    assert found(ann, level="grave") == [emergency, crisis]
    assert found(ann, level="urgent") == [urgent]
    assert found(ann, level="other") == [none, info]
    assert len(found(ann)) == 5


def test_kind_of_reason(make_item, ann):
    report, failed = make_item(kind="report"), make_item(kind="failed")
    assert found(ann, kind="report") == [report]
    assert found(ann, kind="failed") == [failed]
    assert found(ann, kind="screening") == []


def test_board(make_item, ann):
    board = make_board()
    here = make_item(thread=make_thread(board))
    make_item()
    assert found(ann, board=board.id) == [here]


def test_claims_count_while_they_run(make_item, ann):
    free, mine, other, over = (make_item() for _ in range(4))
    take(mine, ann)
    take(other, make_member(role="moderator"))
    take(over, ann)
    over.claimed_until = utcnow() - timedelta(seconds=1)
    db.session.commit()
    assert found(ann, hold="free") == [free, over]
    assert found(ann, hold="mine") == [mine]
    assert found(ann, hold="claimed") == [mine, other]


@pytest.mark.parametrize(
    "level, waited, late", [(4, 14, 0), (4, 16, 1), (2, 200, 0), (2, 241, 1), (0, 241, 0)]
)
def test_late_goes_by_the_time_of_the_level(make_item, ann, level, waited, late):
    make_item(level, waited=waited)
    assert len(found(ann, late=True)) == late
