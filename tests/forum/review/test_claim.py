"""Claims: taken, prolonged, given back, taken over, and over by themselves."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from forum.db import db, utcnow
from forum.review.claim import give_back, holder, is_held_by_other, prolong, take, take_over
from forum.review.decide import HeldByOther, Verdict, decide
from forum.review.intake import open_item
from forum.review.models import ReviewItem
from forum.review.undo import undo
from forum.screening import Level
from tests.factories import make_member, make_post


@pytest.fixture
def item(app, fake_reader) -> ReviewItem:
    item = open_item(make_post(), "report", 1, Level.URGENT)
    db.session.commit()
    return item


@pytest.fixture
def ann(app):
    return make_member("Ann", role="moderator")


@pytest.fixture
def ben(app):
    return make_member("Ben", role="moderator")


def run_out(item: ReviewItem) -> None:
    """Let the claim's time pass."""
    over = utcnow() - timedelta(seconds=1)
    db.session.execute(update(ReviewItem).where(ReviewItem.id == item.id).values(claimed_until=over))
    db.session.refresh(item)


def test_a_free_item_is_taken_and_then_nobody_elses(item, ann, ben):
    assert take(item, ann)
    assert holder(item) is ann
    assert not take(item, ben)
    assert is_held_by_other(item, ben) and not is_held_by_other(item, ann)


def test_taking_changes_no_version_so_that_an_open_form_stays_good(item, ann):
    seen = item.version
    take(item, ann)
    assert item.version == seen


def test_a_claim_is_over_by_itself(item, ann, ben):
    take(item, ann)
    run_out(item)
    assert holder(item) is None
    assert not prolong(item, ann)
    assert take(item, ben) and holder(item) is ben


def test_a_claim_is_prolonged_by_its_holder_only(item, ann, ben):
    take(item, ann)
    until = item.claimed_until
    assert not prolong(item, ben) and item.claimed_until == until
    assert prolong(item, ann) and item.claimed_until >= until


def test_a_claim_is_given_back_by_its_holder_only(item, ann, ben):
    take(item, ann)
    assert not give_back(item, ben)
    assert give_back(item, ann) and holder(item) is None


def test_taking_over_needs_the_holder_that_was_seen(item, ann, ben):
    take(item, ann)
    assert not take_over(item, make_member(role="moderator"), from_id=ben.id)
    assert take_over(item, ben, from_id=ann.id) and holder(item) is ben


def test_a_decided_item_cannot_be_claimed(item, ann, ben):
    decide(item, ann, Verdict("keep"), item.version)
    assert not take(item, ben)
    assert holder(item) is None


def test_who_does_not_hold_the_item_cannot_decide(item, ann, ben):
    take(item, ann)
    with pytest.raises(HeldByOther):
        decide(item, ben, Verdict("keep"), item.version)
    run_out(item)
    decide(item, ben, Verdict("keep"), item.version)
    assert (item.state, item.claimed_by_id) == ("decided", None)


def test_undoing_opens_the_item_in_the_hands_of_who_undid(item, ann, ben):
    decide(item, ann, Verdict("keep"), item.version)
    assert undo(item, ben)
    assert holder(item) is ben
