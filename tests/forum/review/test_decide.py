"""Decisions: what they do to the notice, that two never race, and that they can be undone."""

import pytest
from sqlalchemy import select

from forum.db import db
from forum.modlog.models import ModLogEntry
from forum.posts.edit import edit_post
from forum.review.decide import StaleDecision, Verdict, decide
from forum.review.intake import give_up_reading, open_item, screen_now
from forum.review.models import ReviewItem, Screening
from forum.review.queries import screening_of
from forum.review.undo import undo
from forum.screening import Level
from tests.factories import make_member, make_post


@pytest.fixture
def item(app):
    """An open item of level urgent."""
    post = make_post(body="Hello.")
    post.shown_level = int(Level.URGENT)
    screening = db.session.scalars(select(Screening).filter_by(revision_id=post.revision_id)).one()
    screening.level = int(Level.URGENT)
    item = open_item(post, "screening", screening.id, Level.URGENT)
    db.session.commit()
    return item


@pytest.fixture
def moderator(app):
    return make_member(role="moderator")


@pytest.mark.parametrize(
    "said, shown",
    [
        (Verdict("keep"), Level.URGENT),
        (Verdict("change", Level.EMERGENCY), Level.EMERGENCY),
        (Verdict("change", Level.INFO), Level.INFO),
        (Verdict("remove", reason="past"), Level.NONE),
    ],
)
def test_a_decision_sets_the_level_that_readers_see(item, moderator, said, shown):
    decide(item, moderator, said, item.version)
    db.session.commit()
    assert (item.post.shown_level, item.state) == (shown, "decided")


def test_every_decision_stands_in_the_mod_log_with_before_and_after(item, moderator):
    decide(item, moderator, Verdict("remove", reason="denied", note="Asked her."), item.version)
    entry = db.session.scalars(select(ModLogEntry)).one()
    assert (entry.action, entry.before, entry.note) == ("removed notice", {"level": "urgent"}, "Asked her.")
    assert entry.after == {"level": "none", "reason": "denied"}


def test_the_second_of_two_decisions_is_refused(item, moderator):
    seen = item.version
    decide(item, moderator, Verdict("keep"), seen)
    db.session.commit()
    with pytest.raises(StaleDecision):
        decide(item, make_member(role="moderator"), Verdict("remove", reason="past"), seen)


def test_an_edit_meanwhile_makes_a_decision_stale(item, moderator):
    seen = item.version
    edit_post(item.post, item.post.author, "", "My gums have been bleeding since Monday.", 1)
    db.session.commit()
    screen_now(item.post.revision)
    with pytest.raises(StaleDecision):
        decide(item, moderator, Verdict("remove", reason="past"), seen)


def test_an_edit_that_is_not_read_yet_makes_a_decision_stale_too(item, moderator):
    seen = item.version
    edit_post(item.post, item.post.author, "", "My gums have been bleeding since Monday.", 1)
    db.session.commit()
    with pytest.raises(StaleDecision):
        decide(item, moderator, Verdict("remove", reason="past"), seen)


def test_a_decision_about_an_unread_text_is_shown_and_outlasts_the_last_try(item, moderator):
    item.post.screening_state = "pending"
    decide(item, moderator, Verdict("change", Level.EMERGENCY), item.version)
    give_up_reading(item.post.revision_id)
    assert (item.post.screening_state, item.post.shown_level) == ("done", Level.EMERGENCY)
    assert item.state == "decided"


def test_undo_about_an_unread_text_says_again_that_it_was_not_read(item, moderator):
    screening = screening_of(item.post)
    screening.state = item.post.screening_state = "failed"
    decide(item, moderator, Verdict("keep"), item.version)
    assert undo(item, moderator)
    assert (item.post.screening_state, item.post.shown_level) == ("failed", Level.URGENT)


def test_undo_brings_the_machine_level_back_and_opens_the_item(item, moderator):
    decide(item, moderator, Verdict("remove", reason="past"), item.version)
    assert undo(item, moderator)
    assert (item.post.shown_level, item.state) == (Level.URGENT, "open")
    assert not undo(item, moderator)


def test_undo_of_the_second_decision_brings_the_first_back(item, moderator):
    decide(item, moderator, Verdict("change", Level.INFO), item.version)
    open_item(item.post, "report", 5, item.post.shown_level)
    decide(item, moderator, Verdict("remove", reason="other"), item.version)
    assert undo(item, moderator)
    assert item.post.shown_level == Level.INFO


def test_a_decision_holds_until_the_text_changes(item, moderator):
    decide(item, moderator, Verdict("remove", reason="past"), item.version)
    edit_post(item.post, item.post.author, "", "My gums have been bleeding since Monday.", 1)
    db.session.commit()
    screen_now(item.post.revision)
    reopened = db.session.scalars(select(ReviewItem)).one()
    assert reopened.state == "open"
    assert reopened.post.shown_level >= Level.URGENT
