"""What is live is read: by each process, within a round, in a version of its own, and back again."""

from collections import Counter

import pytest
from flask import Flask
from sqlalchemy import select

from forum.db import db, utcnow
from forum.posts.models import Post, Revision
from forum.review.models import Screening
from forum.screening import Level, RemoteReader, reader_version, screen
from forum.trials import live, queries, readers
from forum.trials.backtest import begin
from forum.trials.models import Backtest, Proposal
from forum.trials.propose import propose, withdraw
from forum.trials.tally import Seen, Tally
from tests.factories import make_post, make_thread
from tests.forum.trials.conftest import run_jobs

WORDS = "I saw zorbled speckles since this morning"
PHRASE = {"sign": "gum_bleeding", "phrases": ["zorbled speckles"]}
SIGN = {
    "id": "zorbles", "name": "zorbles", "medical": "Zorbles", "level": "emergency", "why": "They matter.",
    "source": "HCP-ISI", "review_by": "2027-11-22", "phrases": ["zorbled speckles"],
}  # fmt: skip


@pytest.fixture
def board(app: Flask, monkeypatch: pytest.MonkeyPatch):
    """The board's own reader, put back at the end with all that a live change replaces."""
    for name in ("reader", "rules", "signs", "packs"):
        monkeypatch.setitem(app.extensions, name, app.extensions[name])
    for name in (live.LOADED, live.FAULTS, live.FOLDER):
        monkeypatch.setitem(app.extensions, name, {live.LOADED: (), live.FAULTS: {}}.get(name))
    monkeypatch.setitem(app.extensions, readers.KEY, {})
    yield app
    for kept in app.extensions[readers.KEY].values():
        kept.folder.cleanup()
    if app.extensions[live.FOLDER] is not None:
        app.extensions[live.FOLDER].cleanup()


def make_live(proposer, kind: str, content: dict) -> Proposal:
    proposal = propose(proposer, kind, content, "Why.")
    proposal.state, proposal.live_at, proposal.approved_by_id = "live", utcnow(), proposer.id
    db.session.commit()
    return proposal


def test_a_live_sign_is_read_and_taken_back(board, proposer) -> None:
    before = reader_version()
    assert not live.refresh() and "zorbles" not in found_in(WORDS)
    proposal = make_live(proposer, "sign", SIGN)
    assert live.refresh() and not live.refresh()
    assert "zorbles" in found_in(WORDS) and live.is_loaded(proposal)
    assert reader_version() != before and board.extensions["signs"]["zorbles"].name == "zorbles"
    withdraw(proposal, proposer)
    db.session.commit()
    assert live.refresh() and "zorbles" not in found_in(WORDS)
    assert reader_version() == before


def found_in(text: str) -> dict[str, str]:
    return {finding.concept: finding.source for finding in screen("", text).findings}


def test_a_finding_cites_its_proposal_and_no_folder_of_the_host(board, proposer) -> None:
    proposal = make_live(proposer, "sign", SIGN)
    live.refresh()
    assert found_in(WORDS)["zorbles"].startswith(f"live/proposal-{proposal.id}/symptoms/rules.toml:")


def test_what_cannot_be_read_any_more_is_left_out_and_the_rest_is_read(board, proposer) -> None:
    first = make_live(proposer, "sign", SIGN)
    second = make_live(proposer, "phrase", {"sign": "zorbles", "phrases": ["zorbly dots"]})
    live.refresh()
    assert "zorbles" in found_in("zorbly dots") and live.faults() == {}
    withdraw(first, proposer)
    db.session.commit()
    live.refresh()
    assert set(live.faults()) == {second.id} and not live.is_loaded(second)
    assert "gum_bleeding" in found_in("My gums are bleeding")


def places() -> dict[int, int]:
    """Where the board's own reader puts each stored post now, read plainly one after the other."""
    texts = db.session.execute(select(Post.id, Revision.title, Revision.body).join(Post.revision))
    return {post_id: Seen.of(screen(title, body)).place for post_id, title, body in texts.all()}


def test_counts_equal_a_plain_rerun_with_the_real_readers(board, proposer) -> None:
    thread = make_thread(body="Hello all")
    for text in (WORDS, "My gums are bleeding", "I am fine", "Last year my gums bled"):
        make_post(thread, proposer, text)
    proposal = propose(proposer, "limit", {"limit": "emergency", "value": 0.002}, "Why.")
    before = places()
    begin(proposal, proposer, reader_version())
    db.session.commit()
    run_jobs()
    run = db.session.query(Backtest).one()
    proposal.state, proposal.live_at = "live", utcnow()
    db.session.commit()
    live.refresh()
    assert reader_version() == run.changed_version, "what was tried is what goes live"
    after = places()
    moves = Tally.from_json(run.tally).moves
    assert Counter(moves) == Counter((before[post_id], after[post_id]) for post_id in before)
    assert any(move[0] != move[1] for move in moves) and sum(moves.values()) == 5


def test_what_cannot_be_loaded_keeps_nobody_from_reading(board, proposer, monkeypatch) -> None:
    def fail(app: Flask, packs: list) -> None:
        raise OSError

    make_live(proposer, "sign", SIGN)
    monkeypatch.setitem(board.extensions, live.RETRY, 0.0)
    monkeypatch.setattr(live, "make_reader", fail)
    assert not live.look() and "gum_bleeding" in found_in("My gums are bleeding")


def test_a_service_is_left_as_it_is(board, proposer, monkeypatch) -> None:
    make_live(proposer, "sign", SIGN)
    monkeypatch.setitem(board.config, "MODERATION_URL", "http://127.0.0.1:9")
    assert not live.refresh()


def test_a_new_checker_process_takes_the_old_ones_place(board, proposer, monkeypatch) -> None:
    """With real child processes: the old one answers until the new one does."""
    monkeypatch.setitem(board.config, "CHECKER", "process")
    monkeypatch.setitem(board.config, "CHECKER_TIMEOUT", 20.0)
    proposal = make_live(proposer, "sign", SIGN)
    live.refresh()
    reader = board.extensions["reader"]
    assert isinstance(reader, RemoteReader)
    try:
        assert "zorbles" in found_in(WORDS)
        withdraw(proposal, proposer)
        db.session.commit()
        live.refresh()
        assert board.extensions["reader"] is not reader and "zorbles" not in found_in(WORDS)
        assert reader.screen("", WORDS).findings, "whoever still asks the old one gets an answer"
    finally:
        reader.checker.stop()
        board.extensions["reader"].checker.stop()


def test_new_texts_are_stored_with_the_new_version(board, proposer) -> None:
    make_live(proposer, "sign", SIGN)
    live.refresh()
    post = make_post(make_thread(), proposer, WORDS)
    row = db.session.query(Screening).filter_by(revision_id=post.revision_id).one()
    assert row.version == reader_version() and len(queries.live_proposals()) == 1
    assert post.shown_level in set(Level)
