"""What follows from a screening: levels, findings, items, and the states of a fault."""

import pytest
from sqlalchemy import func, select

from forum.db import db
from forum.jobs.models import Job
from forum.jobs.promise import promise
from forum.posts.edit import edit_post
from forum.posts.write import SCREEN
from forum.review import intake
from forum.review.models import Finding, ReviewItem, ReviewReason, Screening
from forum.screening import Level, ScreeningError
from forum.screening import Screening as Reading
from tests.factories import make_post, make_thread

BLEEDING = "My gums have been bleeding since Monday."


@pytest.fixture
def broken_checker(monkeypatch):
    """The checker raises on every text, until `monkeypatch.undo()`."""

    def fail(title, body, in_request=True):
        raise ScreeningError("detect", "ValueError")

    monkeypatch.setattr(intake, "screen", fail)
    return monkeypatch


def item_of(post):
    return db.session.scalar(select(ReviewItem).filter_by(post_id=post.id))


def test_a_quiet_post_opens_no_item(app):
    post = make_post(body="Good luck for Thursday.")
    assert (post.screening_state, post.shown_level) == ("done", Level.NONE)
    assert item_of(post) is None


def test_a_current_sign_opens_one_item_with_findings_that_fit_the_text(app):
    post = make_post(body=BLEEDING)
    assert post.shown_level >= Level.URGENT
    assert item_of(post).state == "open"
    for finding in db.session.scalars(select(Finding)):
        assert post.revision.body[finding.start : finding.end].strip()


def test_the_title_is_read_too(app):
    make_thread(title="I can't breathe", body="Quick question.")
    assert db.session.scalars(select(Screening)).one().level >= Level.EMERGENCY


def test_a_second_reason_joins_the_item_that_stands(app):
    post = make_post(body=BLEEDING)
    intake.open_item(post, "report", 7, post.shown_level)
    intake.open_item(post, "report", 7, post.shown_level)
    db.session.commit()
    assert db.session.scalar(select(func.count()).select_from(ReviewItem)) == 1
    reasons = db.session.scalars(select(ReviewReason).order_by(ReviewReason.id))
    assert [reason.kind for reason in reasons] == ["screening", "report"]


def test_editing_the_sign_away_lowers_the_level_and_keeps_the_item_for_a_person(app):
    post = make_post(body=BLEEDING)
    edit_post(post, post.author, "", "All is well here.", 1)
    db.session.commit()
    intake.screen_now(post.revision)
    assert post.shown_level == Level.NONE
    assert (item_of(post).state, item_of(post).level) == ("open", Level.NONE)


def test_editing_a_sign_in_opens_an_item(app):
    post = make_post(body="All is well here.")
    edit_post(post, post.author, "", BLEEDING, 1)
    db.session.commit()
    intake.screen_now(post.revision)
    assert item_of(post).level >= Level.URGENT


def test_a_fault_leaves_the_post_public_unchecked_and_due_again(app, broken_checker):
    post = make_post(body=BLEEDING)
    job = db.session.scalars(select(Job).filter_by(kind=SCREEN, subject_id=post.revision_id)).one()
    assert (post.screening_state, post.deleted_at) == ("pending", None)
    assert (job.state, job.last_error) == ("due", "detect: ValueError")


def test_a_post_is_read_when_the_checker_is_back(app, broken_checker):
    post = make_post(body=BLEEDING)
    broken_checker.undo()
    promise(SCREEN, post.revision_id, leased=True)
    db.session.commit()
    assert intake.screen_now(post.revision)
    assert (post.screening_state, item_of(post).state) == ("done", "open")


def test_the_error_of_a_fault_holds_no_text(app, broken_checker, caplog):
    make_post(body=BLEEDING)
    job = db.session.scalars(select(Job).order_by(Job.id.desc()).limit(1)).one()
    assert "gums" not in job.last_error
    assert "gums" not in caplog.text


def test_a_text_that_could_not_be_read_waits_among_the_urgent_ones(app):
    post = make_post(body="Good luck for Thursday.")
    intake.give_up_reading(post.revision_id)
    assert (post.screening_state, item_of(post).level) == ("failed", Level.URGENT)


@pytest.mark.parametrize(
    "level, second_look, place",
    [
        (Level.NONE, False, None),
        (Level.INFO, False, None),
        (Level.NONE, True, Level.INFO),
        (Level.INFO, True, Level.INFO),
        (Level.URGENT, True, Level.URGENT),
        (Level.CRISIS, False, Level.CRISIS),
    ],
)
def test_what_the_reader_was_not_sure_of_waits_for_a_person(app, fake_reader, level, second_look, place):
    fake_reader.answers["Hm."] = Reading(level, (), "1", second_look)
    post = make_post(body="Hm.")
    assert (post.screening_state, post.shown_level) == ("done", level), "and nothing is shown to members"
    item = item_of(post)
    assert (item and item.level) == place


def test_an_edit_that_leaves_no_doubt_takes_an_unsure_post_down_the_queue(app, fake_reader):
    fake_reader.answers["Hm."] = Reading(Level.NONE, (), "1", True)
    post = make_post(body="Hm.")
    edit_post(post, post.author, "", "All is well here.", 1)
    db.session.commit()
    intake.screen_now(post.revision)
    assert (item_of(post).state, item_of(post).level) == ("open", Level.NONE)


def test_a_second_look_at_a_text_that_was_replaced_asks_nobody(app, fake_reader):
    fake_reader.answers["Hm."] = Reading(Level.NONE, (), "1", True)
    fake_reader.is_down = True
    post = make_post(body="Hm.")
    first = post.revision
    edit_post(post, post.author, "", "All is well here.", 1)
    fake_reader.is_down = False
    promise(SCREEN, first.id, leased=True)
    db.session.commit()
    assert intake.screen_now(first)
    assert item_of(post) is None
