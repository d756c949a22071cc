"""A page takes as many queries for many rows as for few."""

import uuid
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.boards.models import Board
from forum.cases.models import RuleAlarm
from forum.db import db, utcnow
from forum.devices.keep import begin
from forum.members.models import Member
from forum.modlog.record import record
from forum.posts.edit import edit_post
from forum.posts.models import Post
from forum.posts.write import reply, start_thread
from forum.reports.report import report_post
from forum.review.decide import Verdict, decide
from forum.review.intake import screen_now
from forum.review.models import Decision, ReviewItem
from forum.review.queries import screening_of
from forum.screening import Level
from forum.threads.models import Thread
from forum.trials.models import Backtest
from forum.trials.propose import propose
from forum.trials.tally import Seen, Tally
from tests.accounts import session_of
from tests.arriving import GOOGLE, make_identity
from tests.counting import queries
from tests.factories import make_board, make_member
from tests.judging import finding
from tests.readers import FakeReader

FEW, MANY = 3, 60
MOST = 20
"""Queries of any page: sessions, roles and the sidebar have their share."""
MOST_DESK = 22
"""Of the desk's, whose frame asks for notes, pause, letters and settings besides."""
LEVELS = ("urgent", "emergency", "crisis", "info", "none")

DECIDED = ("emergency", "none")


@pytest.fixture
def big_pages(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("POSTS_PER_PAGE", "THREADS_PER_PAGE"):
        monkeypatch.setitem(app.config, name, MANY * 2)


class Filled:
    """A board that grows: threads and posts by ever new members, with signs, edits, reports, log entries."""

    def __init__(self) -> None:
        self.board: Board = make_board()
        self.author: Member = make_member()
        self.moderator: Member = make_member(role="moderator")
        self.thread: Thread = self._thread("The thread")

    def grow(self, count: int) -> None:
        for number in range(count):
            self._post(self.author if number % 2 else make_member(), LEVELS[number % len(LEVELS)])
            self._thread(f"Thread {number}")
            make_board()
            self._ways_in()
        self._rule_change(count)
        db.session.commit()

    def _ways_in(self) -> None:
        for member in (self.author, self.moderator):
            begin(member, "Firefox on Linux")
            make_identity(replace(GOOGLE, subject=str(uuid.uuid4())), member)

    def _thread(self, title: str) -> Thread:
        post = start_thread(self.board, make_member(), title, "info: Hello.", str(uuid.uuid4()))
        self._read(post)
        return post.thread

    def _post(self, author: Member, level: str) -> None:
        post = reply(self.thread, author, f"{level}: words", str(uuid.uuid4()))
        self._read(post)
        edit_post(post, author, "", f"{level}: other words", 1)
        self._read(post)
        report_post(post, make_member(), "other", "A note.")
        record(make_member(role="moderator"), "locked thread", self.thread)
        self._rule(post)
        if level in DECIDED:
            item = db.session.scalars(select(ReviewItem).filter_by(post_id=post.id)).one()
            decide(
                item, make_member(role="moderator"), Verdict("keep", Level(item.level), "", ""), item.version
            )
        db.session.commit()

    def _rule(self, post: Post) -> None:
        """A finding by a rule of its own, at the level of the post, and an alarm about the rule."""
        screening = screening_of(post)
        assert screening is not None
        what = uuid.uuid4().hex
        screening.findings.append(finding("words", post.revision.body, screening.level, concept=what))
        db.session.add(RuleAlarm(what=what, version="1", right=1, of=20, floor=0.5))

    @property
    def decision(self) -> Decision:
        on_first = select(Decision).order_by(Decision.id).limit(1)
        return db.session.scalars(on_first).one()

    @property
    def alarm(self) -> RuleAlarm:
        return db.session.scalars(select(RuleAlarm).order_by(RuleAlarm.id).limit(1)).one()

    def _rule_change(self, count: int) -> None:
        """More proposals on the list, and more samples on the page of the first one."""
        wanted = {"limit": "urgent", "value": 0.2}
        made = [propose(make_member(role="moderator"), "limit", wanted, "Why.") for _ in range(count)]
        self.proposal = getattr(self, "proposal", made[0])
        tally = Tally()
        for post in db.session.scalars(select(Post).order_by(Post.id)):
            tally.add(post.id, post.revision_id, Seen(0), Seen(4))
        run = Backtest(proposal=self.proposal, content_hash="x", version="fake", tally=tally.as_json())
        run.finished_at = utcnow()
        db.session.add(run)

    @property
    def item(self) -> ReviewItem:
        return db.session.scalars(select(ReviewItem).order_by(ReviewItem.id).limit(1)).one()

    def _read(self, post: Post) -> None:
        db.session.commit()
        screen_now(post.revision)


@pytest.fixture
def filled(big_pages: None, reader: FakeReader) -> Filled:
    return Filled()


PAGES = {
    "the boards": "/",
    "a board": "/boards/{board.slug}",
    "a thread": "/threads/{thread.id}",
    "a member": "/members/{author.id}",
    "the reply form": "/threads/{thread.id}/reply",
    "the review queue": "/review",
    "decided items": "/review?state=decided",
    "a narrowed queue": "/review?level=grave&kind=screening&hold=free&late=1&board={board.id}",
    "saved views": "/review/views",
    "a review item": "/review/{item.id}",
    "the cases": "/review/cases",
    "a case": "/review/cases/{decision.id}",
    "the scores": "/review/scores",
    "a rule to look at": "/review/alarms/{alarm.id}",
    "the mod log": "/modlog",
    "on call": "/on-call",
    "one's own desk": "/desk/settings",
    "a letter to write": "/review/{item.id}/letter",
    "a question to ask": "/review/{item.id}/ask",
    "one's letters": "/letters",
    "the test box": "/review/try",
    "rule changes": "/review/proposals",
    "a rule change": "/review/proposals/{proposal.id}",
    "posts that would move": "/review/proposals/{proposal.id}/backtest/0/4",
    "the figures": "/review/figures",
    "the scorecard": "/safety",
    "the ways in": "/settings/ways-in",
    "the devices": "/settings/devices",
    "the second factor": "/settings/second-factor",
    "one's data": "/settings/data",
}
FOR_MEMBERS = {
    "the reply form",
    "the ways in",
    "the devices",
    "the second factor",
    "one's data",
    "one's letters",
}
FOR_MODERATORS = {
    "the test box",
    "rule changes",
    "a rule change",
    "posts that would move",
    "the review queue",
    "decided items",
    "a narrowed queue",
    "saved views",
    "the figures",
    "a review item",
    "the cases",
    "a case",
    "the scores",
    "a rule to look at",
    "the mod log",
    "on call",
    "one's own desk",
    "a letter to write",
    "a question to ask",
}
READERS = ("visitor", "author", "moderator")


def paths_for(filled: Filled, role: str) -> dict[str, str]:
    hidden = set() if role == "moderator" else FOR_MODERATORS
    hidden |= FOR_MEMBERS if role == "visitor" else set()
    names = ("board", "thread", "author", "item", "decision", "alarm", "proposal")
    rows = {name: getattr(filled, name) for name in names}
    return {name: path.format_map(rows) for name, path in PAGES.items() if name not in hidden}


def statements_of(client: FlaskClient, path: str) -> list[str]:
    client.get(path)  # once before: some things are loaded once a process
    with queries() as statements:
        assert client.get(path).status_code == 200
    return statements


def look_everywhere(app: Flask, filled: Filled) -> dict[str, list[str]]:
    """The statements of each page for each kind of reader."""
    found = {}
    for role in READERS:
        client = app.test_client()
        if role != "visitor":
            values = session_of(getattr(filled, role))
            with client.session_transaction() as session:
                session.update(values)
        for name, path in paths_for(filled, role).items():
            found[f"{name}, seen by the {role}"] = statements_of(client, path)
    return found


def test_pages_take_as_many_queries_for_many_rows_as_for_few(app: Flask, filled: Filled) -> None:
    filled.grow(FEW)
    few = look_everywhere(app, filled)
    filled.grow(MANY - FEW)
    many = look_everywhere(app, filled)
    assert {name: len(many[name]) for name in many} == {name: len(few[name]) for name in few}
    assert {name: len(many[name]) for name in many if len(many[name]) > most(name)} == {}
    assert [text for found in many.values() for text in found if writes(text)] == [], "a read writes nothing"


def most(name: str) -> int:
    return MOST_DESK if name.partition(", seen")[0] in FOR_MODERATORS else MOST


def writes(statement: str) -> bool:
    return statement.lstrip().split(None, 1)[0].upper() in {"INSERT", "UPDATE", "DELETE"}
