"""Shadow counts, and touches nothing: not the post, not its notice, not the queue, not the request."""

import uuid

import pytest
from sqlalchemy import select

from forum.db import db
from forum.jobs.models import Job
from forum.posts.write import reply
from forum.review.intake import screen_now
from forum.review.models import ReviewItem
from forum.screening import Level
from forum.trials.models import Shadow
from forum.trials.propose import withdraw
from forum.trials.shadow import SHADOW, start
from forum.trials.tally import Tally
from tests.factories import make_member, make_thread
from tests.forum.trials.conftest import run_jobs


@pytest.fixture
def shadowed(proposal, proposer, changed):
    proposal.state = "tried"
    assert start(proposal, proposer)
    db.session.commit()
    return proposal


def counted() -> Tally:
    return Tally.from_json(db.session.scalars(select(Shadow)).one().tally)


def test_only_what_was_tried_goes_into_shadow_and_once(proposal, proposer) -> None:
    assert not start(proposal, proposer)
    proposal.state = "tried"
    assert start(proposal, proposer) and not start(proposal, proposer)


def test_a_new_text_is_read_later_and_counted(shadowed, changed, write) -> None:
    changed.now = {"urgent words": Level.EMERGENCY}
    [post] = write("urgent words")
    assert changed.read == [], "not in the request"
    run_jobs()
    assert counted().up() == [((4, 6), 1)] and counted().read == 2
    assert counted().samples[4, 6][0].post_id == post.id
    assert post.shown_level == Level.URGENT
    assert db.session.scalars(select(ReviewItem)).one().level == Level.URGENT


def test_without_a_shadow_nothing_is_promised(proposal, changed, write) -> None:
    write("urgent words")
    assert db.session.scalar(select(Job).filter_by(kind=SHADOW)) is None


@pytest.mark.parametrize("fault", ["a text", "the reader"])
def test_a_fault_of_the_changed_reader_touches_nothing(shadowed, changed, write, fault) -> None:
    changed.faults, changed.is_away = {"urgent words"}, fault == "the reader"
    [post] = write("urgent words")
    run_jobs()
    assert (post.shown_level, post.screening_state) == (Level.URGENT, "done")
    waiting = [job.state for job in db.session.scalars(select(Job).filter_by(kind=SHADOW))]
    assert set(waiting) == ({"due"} if fault == "the reader" else {"done"})
    assert counted().unread == (0 if fault == "the reader" else 1)


def test_a_text_counts_once_however_often_its_job_runs(shadowed, changed, write) -> None:
    write("urgent words")
    run_jobs()
    before = counted().read
    run_jobs()
    assert counted().read == before == 2


def test_what_was_withdrawn_meanwhile_is_not_counted(shadowed, proposer, changed, write) -> None:
    write("urgent words")
    withdraw(shadowed, proposer)
    db.session.commit()
    run_jobs()
    assert counted().read == 0


def test_a_post_waits_for_its_own_reading_only(shadowed, changed, present) -> None:
    changed.is_away = True
    thread = make_thread(body="none")
    post = reply(thread, make_member(), "emergency now", str(uuid.uuid4()))
    db.session.commit()
    assert screen_now(post.revision) and post.shown_level == Level.EMERGENCY
