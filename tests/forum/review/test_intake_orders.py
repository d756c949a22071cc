"""Screenings, edits, reports and decisions in every order and at once: one item, the right level."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from forum.db import db, utcnow
from forum.jobs.models import Job
from forum.jobs.promise import MOST_TRIES, promise
from forum.jobs.recover import retry_failed
from forum.jobs.run import run_due
from forum.members.models import Member
from forum.posts.edit import edit_post
from forum.posts.models import Post, Revision
from forum.posts.write import SCREEN, reply
from forum.reports.report import report_post
from forum.review.intake import open_item, screen_now
from forum.review.models import Decision, ReviewItem, ReviewReason, Screening
from forum.screening import Level
from tests.factories import make_member, make_thread
from tests.parallel import at_once, elsewhere
from tests.readers import FakeReader

QUIET, CRISIS = "none: all is well", "crisis: words that matter"


@pytest.fixture
def post(reader: FakeReader) -> Post:
    """A saved post with a crisis in it that nobody has read yet, and no other jobs."""
    return saved(CRISIS)


def saved(body: str) -> Post:
    thread = make_thread()
    post = reply(thread, thread.author, body, "key")
    db.session.commit()
    return post


def edited(post: Post, body: str) -> Revision:
    edit_post(post, post.author, "", body, post.revision.number)
    db.session.commit()
    return post.revision


def counts() -> tuple[int, int]:
    """How many items and reasons there are."""
    tables = (ReviewItem, ReviewReason)
    items, reasons = (db.session.scalar(select(func.count()).select_from(table)) for table in tables)
    return items, reasons


def item() -> ReviewItem:
    db.session.rollback()
    return db.session.scalars(select(ReviewItem)).one()


def abandon(**values: object) -> None:
    """As if every worker had ended in the middle of its job."""
    past = utcnow() - timedelta(seconds=1)
    db.session.execute(
        update(Job).where(Job.state != "done").values(state="running", lease_until=past, **values)
    )
    db.session.commit()


ORDERS = [("first", "edit", "second"), ("edit", "first", "second"), ("edit", "second", "first")]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("before, after", [(CRISIS, QUIET), (QUIET, CRISIS), (CRISIS, CRISIS)])
def test_the_order_of_screenings_and_edit_does_not_matter(
    reader: FakeReader, order: tuple[str, ...], before: str, after: str
) -> None:
    post = saved(before)
    first = post.revision
    steps = {
        "first": lambda: screen_now(first),
        "edit": lambda: edited(post, after),
        "second": lambda: screen_now(post.revision),
    }
    for step in order:
        steps[step]()
    level = Level.CRISIS if after == CRISIS else Level.NONE
    assert (post.screening_state, post.shown_level) == ("done", level)
    assert (item().level, item().state) == (level, "open"), (
        "a person looks also at a sign that was edited away"
    )


def test_an_edit_while_the_old_text_is_read_is_not_shown_as_checked(
    app: Flask, reader: FakeReader, post: Post
) -> None:
    post_id, old = post.id, post.revision
    reader.while_reading = lambda: elsewhere(app, lambda: edited(db.session.get_one(Post, post_id), QUIET))
    screen_now(old)
    db.session.rollback()
    assert (post.screening_state, post.shown_level) == ("pending", 0)
    assert item().level == Level.CRISIS


def test_a_worker_that_lost_its_lease_writes_nothing(app: Flask, reader: FakeReader, post: Post) -> None:
    def take_over() -> None:
        abandon()
        elsewhere(app, run_due)

    reader.while_reading = take_over
    screen_now(post.revision)
    assert len(reader.read) == 3, "the thread's first post, and this one twice"
    assert counts() == (1, 1)
    assert item().version == 2, "changed by one of the two"


@pytest.mark.parametrize("round_", range(4))
def test_many_workers_at_once_screen_a_post_once(app: Flask, post: Post, round_: int) -> None:
    abandon()
    at_once(app, *[run_due] * 4)
    assert counts() == (1, 1)
    assert [
        job.attempts for job in db.session.scalars(select(Job).filter_by(subject_id=post.revision_id))
    ] == [2]
    assert (post.screening_state, post.shown_level) == ("done", Level.CRISIS)


@pytest.mark.parametrize("round_", range(4))
def test_reports_and_a_screening_at_once_make_one_item(app: Flask, post: Post, round_: int) -> None:
    abandon()
    post_id, members = post.id, [make_member().id for _ in range(3)]

    def report(member_id: int) -> None:
        post, member = db.session.get_one(Post, post_id), db.session.get_one(Member, member_id)
        report_post(post, member, "worry", "")
        db.session.commit()

    at_once(app, run_due, *[lambda member_id=member_id: report(member_id) for member_id in members])
    assert counts() == (1, 4)
    assert item().level == Level.CRISIS


@pytest.mark.parametrize("round_", range(4))
def test_screenings_of_two_texts_of_a_post_at_once_make_one_item(app: Flask, post: Post, round_: int) -> None:
    edited(post, QUIET)
    abandon()
    at_once(app, run_due, run_due)
    assert counts() == (1, 1)
    assert (post.screening_state, post.shown_level, item().level) == ("done", Level.NONE, Level.NONE)


def test_a_decision_on_this_text_outranks_a_late_screening(post: Post) -> None:
    opened = open_item(post, "report", 1)
    moderator = make_member(role="moderator")
    opened.state, post.shown_level = "decided", int(Level.INFO)
    verdict = {"verdict": "change", "level_before": 0, "level_after": int(Level.INFO)}
    db.session.add(Decision(item=opened, revision_id=post.revision_id, moderator=moderator, **verdict))
    db.session.commit()
    screen_now(post.revision)
    assert (post.screening_state, post.shown_level) == ("done", Level.INFO)
    assert item().state == "decided"


def test_a_text_that_cannot_be_read_is_shown_as_such_and_asks_a_person(
    reader: FakeReader, post: Post
) -> None:
    reader.is_away()
    abandon(attempts=MOST_TRIES - 1)
    run_due()
    db.session.rollback()
    assert (post.screening_state, post.deleted_at) == ("failed", None)
    assert db.session.scalars(select(ReviewReason.kind)).all() == ["failed"]
    assert db.session.scalars(select(Screening.state).order_by(Screening.id.desc())).first() == "failed"


def test_a_failed_text_that_was_replaced_asks_nobody(reader: FakeReader, post: Post) -> None:
    edited(post, QUIET)
    screen_now(post.revision)
    reader.is_away()
    abandon(attempts=MOST_TRIES - 1)
    run_due()
    db.session.rollback()
    assert post.screening_state == "done"
    assert counts() == (0, 0)


def test_a_failed_text_is_read_when_somebody_has_it_tried_again(reader: FakeReader, post: Post) -> None:
    reader.is_away()
    abandon(attempts=MOST_TRIES - 1)
    run_due()
    reader.fault = None
    retry_failed()
    run_due()
    db.session.rollback()
    assert (post.screening_state, post.shown_level) == ("done", Level.CRISIS)
    assert (item().level, counts()) == (Level.CRISIS, (1, 2))


def test_a_text_promised_again_is_read_again_without_a_second_item(post: Post) -> None:
    for _ in range(3):
        promise(SCREEN, post.revision_id)
        db.session.commit()
        run_due()
    assert counts() == (1, 1)
