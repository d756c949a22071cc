"""A run over the stored posts: in chunks that may be lost, with counts that a plain rerun confirms."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from forum.db import db, lock_row, utcnow
from forum.jobs.models import Job
from forum.jobs.promise import MOST_TRIES
from forum.jobs.run import run_due
from forum.modlog.models import ModLogEntry
from forum.posts.delete import delete_post
from forum.posts.models import Post
from forum.review.models import ReviewItem
from forum.screening import Level
from forum.trials import backtest, queries
from forum.trials.backtest import BACKTEST, begin
from forum.trials.models import Backtest, Proposal
from forum.trials.propose import change
from forum.trials.tally import Seen, Tally
from tests.factories import make_member
from tests.forum.trials.conftest import run_jobs

BODIES = [f"{('none', 'urgent', 'info', 'emergency')[number % 4]} {number}" for number in range(23)]


@pytest.fixture
def posts(write, changed, monkeypatch):
    monkeypatch.setattr(backtest, "CHUNK", 4)
    changed.now = {body: Level((number * 7) % 5) for number, body in enumerate(BODIES) if number % 3}
    changed.unsure = set(BODIES[:6])
    return write(*BODIES)


def run_it(proposal, moderator) -> Backtest:
    begin(proposal, moderator, "present")
    db.session.commit()
    run_jobs()
    return db.session.scalars(select(Backtest).order_by(Backtest.id.desc())).first()


def rerun(present, changed) -> Counter:
    """Plainly, one post after the other."""
    texts = [post.revision.body for post in db.session.scalars(select(Post)) if not post.deleted_at]
    places = [(Seen.of(present.screen("", t)).place, Seen.of(changed.screen("", t)).place) for t in texts]
    return Counter(places)


def test_the_counts_equal_a_plain_rerun(posts, present, changed, proposal, proposer) -> None:
    delete_post(posts[3], posts[3].author)
    run = run_it(proposal, proposer)
    tally = Tally.from_json(run.tally)
    assert Counter(tally.moves) == rerun(present, changed)
    assert run.finished_at and run.fault == "" and tally.read == run.total == len(BODIES)
    assert (run.version, run.changed_version) == ("present", "changed")
    assert proposal.state == "tried" and run.content_hash == proposal.content_hash


def test_nothing_on_the_board_changes(posts, proposal, proposer) -> None:
    def state() -> list:
        rows = db.session.execute(select(Post.id, Post.shown_level, Post.screening_state).order_by(Post.id))
        items = select(ReviewItem.id, ReviewItem.level, ReviewItem.version).order_by(ReviewItem.id)
        return [*rows, *db.session.execute(items)]

    before = state()
    run_it(proposal, proposer)
    assert state() == before


def test_each_chunk_is_kept_when_the_worker_is_lost(posts, changed, proposal, proposer) -> None:
    begin(proposal, proposer, "present")
    db.session.commit()
    run_due(1)
    run_due(1)
    run = db.session.scalars(select(Backtest)).one()
    assert Tally.from_json(run.tally).read == 8 and run.finished_at is None
    past = utcnow() - timedelta(seconds=1)
    lost = {"state": "running", "lease_owner": "gone", "lease_until": past}
    db.session.execute(update(Job).where(Job.kind == BACKTEST).values(**lost))
    db.session.commit()
    changed.read.clear()
    run_jobs()
    assert Tally.from_json(run.tally).read == len(BODIES) + 1
    assert len(changed.read) == len(BODIES) + 1 - 8, "what was counted is not read again"


def test_a_text_that_cannot_be_read_is_counted_as_such(posts, changed, proposal, proposer) -> None:
    changed.faults = {BODIES[2], BODIES[9]}
    tally = Tally.from_json(run_it(proposal, proposer).tally)
    assert tally.unread == 2 and tally.read == len(BODIES) + 1


def test_a_reader_that_is_away_puts_the_run_off(posts, changed, present, proposal, proposer) -> None:
    changed.is_away = present.is_away = True
    run = run_it(proposal, proposer)
    job = db.session.scalars(select(Job).filter_by(kind=BACKTEST)).one()
    assert (run.finished_at, job.state, job.last_error) == (None, "due", "checker: died")


def test_after_the_last_try_the_run_says_so(posts, changed, present, proposal, proposer) -> None:
    changed.is_away = present.is_away = True
    begin(proposal, proposer, "present")
    db.session.execute(update(Job).where(Job.kind == BACKTEST).values(attempts=MOST_TRIES))
    db.session.commit()
    run_jobs()
    run = db.session.scalars(select(Backtest)).one()
    assert run.fault == backtest.GIVEN_UP and proposal.state == "draft"


def test_a_reader_that_changes_meanwhile_ends_the_run(posts, present, proposal, proposer) -> None:
    begin(proposal, proposer, "present")
    db.session.commit()
    run_due(1)
    present.version = "newer"
    run_jobs()
    run = db.session.scalars(select(Backtest)).one()
    assert run.fault == backtest.READER_CHANGED and proposal.state == "draft"
    assert queries.backtest_that_counts(proposal, "present") is None


def test_a_content_that_changes_meanwhile_ends_the_run(posts, proposal, proposer) -> None:
    begin(proposal, proposer, "present")
    db.session.commit()
    run_due(1)
    change(proposal, proposer, {"limit": "urgent", "value": 0.3}, "Because.", proposal.content_hash)
    db.session.commit()
    run_jobs()
    assert db.session.scalars(select(Backtest)).one().fault == backtest.CONTENT_CHANGED
    assert proposal.state == "draft"


def test_what_is_withdrawn_at_the_last_moment_stays_withdrawn(posts, proposal, proposer, monkeypatch) -> None:
    def lock(row) -> None:
        if isinstance(row, Proposal):  # whoever held it has withdrawn it
            db.session.execute(update(Proposal).values(state="withdrawn"))
        lock_row(row)

    begin(proposal, proposer, "present")
    db.session.commit()
    monkeypatch.setattr(backtest, "lock_row", lock)
    run_jobs()
    assert proposal.state == "withdrawn" and db.session.scalars(select(Backtest)).one().finished_at


def test_one_run_at_a_time(posts, proposal, proposer) -> None:
    assert begin(proposal, proposer, "present") is not None
    assert begin(proposal, make_member(role="moderator"), "present") is None


def test_samples_tell_places_of_words_and_no_text(posts, proposal, proposer) -> None:
    run = run_it(proposal, proposer)
    assert not any(body in str(run.tally) for body in BODIES)
    tally = Tally.from_json(run.tally)
    for (_, place), samples in tally.samples.items():
        for sample in samples:
            spans = [("body", 0, len(db.session.get(Post, sample.post_id).revision.body))]
            assert [span[:3] for span in sample.after] == (spans if place > 1 else [])


def test_the_log_tells_begin_and_end(posts, proposal, proposer) -> None:
    run_it(proposal, proposer)
    entries = list(db.session.scalars(select(ModLogEntry).order_by(ModLogEntry.id)))
    assert [entry.action for entry in entries][-2:] == ["began a backtest", "ended a backtest"]
    assert entries[-1].moderator is None and entries[-1].after["posts"] == len(BODIES) + 1
