"""Two readers whose answers a test chooses, and proposals in each state."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from forum.db import db
from forum.jobs.run import run_due
from forum.members.models import Member
from forum.posts.models import Post
from forum.screening import Finding, Level, Screening, ScreeningError
from forum.trials import readers
from forum.trials.models import Backtest, Proposal, Shadow
from forum.trials.propose import propose
from moderation.findings import Assertion, Experiencer, Temporality
from tests.factories import make_member, make_post, make_thread

LIMIT = {"limit": "urgent", "value": 0.2}


class NamedReader:
    """Reads the level that a text begins with, or what `now` says of it."""

    def __init__(self, version: str) -> None:
        self.version = version
        self.now: dict[str, Level] = {}
        self.unsure: set[str] = set()
        self.faults: set[str] = set()
        self.is_away = False
        self.read: list[str] = []

    def screen(self, title: str = "", body: str = "") -> Screening:
        if self.is_away:
            raise ScreeningError("checker", "died")
        if not body:
            return Screening(Level.NONE, (), self.version)
        self.read.append(body)
        if body in self.faults:
            raise ScreeningError("detect", "ValueError")
        level = self.now.get(body) or Level.from_word(body.split()[0])
        axes = (Assertion.PRESENT, Temporality.CURRENT, Experiencer.AUTHOR)
        found = Finding("gum_bleeding", 0, len(body), body, "body", *axes, level, (), "rules:1")
        return Screening(level, (found,) if level else (), self.version, body in self.unsure)


@pytest.fixture
def present(app: Flask, monkeypatch: pytest.MonkeyPatch) -> NamedReader:
    reader = NamedReader("present")
    monkeypatch.setitem(app.extensions, "reader", reader)
    return reader


@pytest.fixture
def changed(app: Flask, present: NamedReader, monkeypatch: pytest.MonkeyPatch) -> Iterator[NamedReader]:
    """The reader with the proposal in it."""
    reader = NamedReader("changed")
    monkeypatch.setitem(app.extensions, readers.KEY, {})
    monkeypatch.setattr(readers, "make_reader", lambda app, packs, is_local: reader)
    yield reader
    for kept in app.extensions[readers.KEY].values():
        kept.folder.cleanup()


@pytest.fixture
def proposer(app: Flask) -> Member:
    return make_member("Proposer", role="moderator")


@pytest.fixture
def admin(app: Flask) -> Member:
    return make_member("Admin", role="admin")


@pytest.fixture
def proposal(proposer: Member) -> Proposal:
    made = propose(proposer, "limit", LIMIT, "Two posts were missed.")
    db.session.commit()
    return made


@pytest.fixture
def in_shadow(app: Flask, proposal: Proposal, monkeypatch: pytest.MonkeyPatch) -> Proposal:
    """Tried against the present reader, and one text in shadow is enough."""
    monkeypatch.setitem(app.config, "SHADOW_TEXTS", 1)
    proposal.state = "shadow"
    tried = {"moves": [[0, 4, 1, []]], "unread": 0}
    run = Backtest(proposal=proposal, content_hash=proposal.content_hash, version="present", tally=tried)
    run.finished_at = run.started_at = proposal.created_at
    db.session.add_all([run, Shadow(proposal=proposal, content_hash=proposal.content_hash, tally=tried)])
    db.session.commit()
    return proposal


@pytest.fixture
def write(present: NamedReader) -> Callable[..., list[Post]]:
    """Write replies with these bodies in one thread, whose first post is read as none."""
    thread, author = make_thread(body="none at first"), make_member()
    return lambda *bodies: [make_post(thread, author, body) for body in bodies]


def run_jobs() -> None:
    while run_due():
        pass
    db.session.rollback()
