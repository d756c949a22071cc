"""Many moderators at one queue, each in a thread and session of their own, who crash, race and jump in time.

On PostgreSQL 50 moderators and 500 items, on SQLite (one writer at a time) fewer. What must hold whatever
happens: no item is decided twice, none is lost, no claim outlives its time, the order is always by level,
then by time used.
"""

import contextvars
import os
import random
import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.db import db, utcnow
from forum.members.models import Member
from forum.posts.edit import StaleEdit, edit_post
from forum.posts.models import Post
from forum.posts.write import reply
from forum.review import claim, clock, decide, intake, narrow, tidy, undo
from forum.review.claim import give_back, holder, is_claimed, prolong, take
from forum.review.decide import StaleDecision, Verdict
from forum.review.filters import Filters
from forum.review.intake import open_item, screen_now
from forum.review.models import Decision, ReviewItem
from forum.review.queue import page_of_items
from forum.review.take_over import take_over
from forum.review.tidy import free_expired
from forum.screening import Level
from tests.factories import make_member, make_thread

ON_POSTGRES = bool(os.environ.get("TEST_DATABASE_URL"))
MODERATORS, ITEMS, THREADS, ROUNDS = (50, 500, 12, 5) if ON_POSTGRES else (12, 40, 4, 3)
ACTIONS = 3
"""Of each moderator in each round."""
FRONT = 12
"""Moderators begin at the front of the queue: so many items are raced for."""
LEVELS = ("none", "info", "urgent", "emergency", "crisis")
MODULES = (claim, clock, decide, intake, narrow, tidy, undo)


class Clock:
    """The board's clock, which the test moves."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return utcnow() + self.ahead

    def jump(self, minutes: float) -> None:
        self.ahead += timedelta(minutes=minutes)


class Desk:
    """The moderators and what they did. Lists are only added to, which threads may do at once."""

    def __init__(self, app: Flask, clock: Clock) -> None:
        self.app, self.clock = app, clock
        self.decided: list[tuple[int, int]] = []
        """Item and version of every decision that went through."""
        self.seen: list[tuple[int, int]] = []
        """Items as somebody opened them once: forms that lie about, and get old."""
        self.happened: Counter[str] = Counter()
        self.fill()

    def fill(self) -> None:
        """Posts with items of every level, opened at different times."""
        chance, thread = random.Random(1), make_thread()
        authors = [make_member() for _ in range(5)]
        for number in range(ITEMS):
            level = chance.choice(LEVELS)
            post = reply(thread, chance.choice(authors), f"{level}: post {number}", str(uuid.uuid4()))
            item = open_item(post, "report", number + 1, Level.from_word(level))
            item.clock_at = self.clock.now() - timedelta(minutes=chance.randrange(2000))
        self.moderators = [make_member(role="moderator").id for _ in range(MODERATORS)]
        db.session.commit()

    def work(self, seed: int, moderator_id: int) -> None:
        """One moderator's share of a round."""
        chance = random.Random(seed)
        with self.app.app_context():
            try:
                moderator = db.session.get_one(Member, moderator_id)
                for _ in range(ACTIONS):
                    self.act(chance, moderator)
            finally:
                db.session.remove()

    def act(self, chance: random.Random, moderator: Member) -> None:
        """Look at the queue, open an item near its front, and do something with it."""
        waiting = page_of_items(Filters(), moderator, None).items
        if not waiting:
            return
        item = chance.choice(waiting[:FRONT])
        self.seen.append((item.id, item.version))
        step = chance.choice(STEPS)
        try:
            did = step(self, item, moderator, chance)
        except StaleDecision as refused:
            did = type(refused).__name__
        except StaleEdit:
            did = "StaleEdit"
        if chance.random() < 0.1:
            did = "crashed before the commit"
            db.session.rollback()
        if did == "decided":
            kept = (item.id, item.version - 1)
            db.session.commit()
            self.decided.append(kept)
        elif did in REFUSALS:
            db.session.rollback()
        else:
            db.session.commit()
        self.happened[did] += 1


REFUSALS = {"StaleDecision", "HeldByOther", "StaleEdit"}


def verdict(chance: random.Random) -> Verdict:
    return chance.choice([Verdict("keep"), Verdict("change", Level.URGENT), Verdict("remove", reason="past")])


def take_and_vanish(desk: Desk, item: ReviewItem, moderator: Member, chance: random.Random) -> str:
    return "taken and left" if take(item, moderator) else "not free"


def take_and_decide(desk: Desk, item: ReviewItem, moderator: Member, chance: random.Random) -> str:
    if not take(item, moderator):
        return "not free"
    seen = item.version
    db.session.commit()
    decide.decide(item, moderator, verdict(chance), seen)
    return "decided"


def take_and_give_back(desk: Desk, item: ReviewItem, moderator: Member, chance: random.Random) -> str:
    took = take(item, moderator)
    db.session.commit()
    prolong(item, moderator)
    give_back(item, moderator)
    return "given back" if took else "not free"


def decide_as_seen(desk: Desk, item: ReviewItem, moderator: Member, chance: random.Random) -> str:
    """A form that was opened some time ago, perhaps before others decided or the text changed."""
    item_id, version = chance.choice([*desk.seen[-200:], (item.id, item.version)])
    other = db.session.get_one(ReviewItem, item_id)
    decide.decide(other, moderator, verdict(chance), version)
    db.session.commit()
    desk.decided.append((item_id, version))
    return "decided with an old form"


def take_it_over(desk: Desk, item: ReviewItem, moderator: Member, chance: random.Random) -> str:
    held_by = holder(item)
    if held_by is None:
        return "nobody had it"
    return "taken over" if take_over(item, moderator, held_by.id, "Mine.") else "changed hands"


def edit_it(desk: Desk, item: ReviewItem, moderator: Member, chance: random.Random) -> str:
    """The author changes the text, and the program reads it."""
    post = item.post
    body = f"{chance.choice(LEVELS)}: edited {uuid.uuid4()}"
    edit_post(post, post.author, "", body, post.revision.number)
    db.session.commit()
    screen_now(post.revision)
    return "edited"


def undo_something(desk: Desk, item: ReviewItem, moderator: Member, chance: random.Random) -> str:
    done = page_of_items(Filters(state="decided"), moderator, None).items
    return "undone" if done and undo.undo(chance.choice(done), moderator) else "nothing to undo"


STEPS: tuple[Callable[[Desk, ReviewItem, Member, random.Random], str], ...] = (
    *[take_and_decide] * 4,
    *[decide_as_seen] * 3,
    *[take_and_vanish] * 3,
    *[take_it_over] * 2,
    take_and_give_back,
    edit_it,
    undo_something,
)


@pytest.fixture
def desk(app, fake_reader, monkeypatch) -> Desk:
    moved = Clock()
    for module in MODULES:
        monkeypatch.setattr(module, "utcnow", moved.now)
    return Desk(app, moved)


def everybody_works(desk: Desk, number: int) -> None:
    db.session.commit()
    db.session.remove()
    with ThreadPoolExecutor(THREADS) as pool:
        work = [
            pool.submit(contextvars.Context().run, desk.work, 1000 * number + place, moderator_id)
            for place, moderator_id in enumerate(desk.moderators)
        ]
        for share in work:
            share.result(120)
    db.session.rollback()


def check_order(desk: Desk) -> None:
    """The pages of the queue against a plain sort of all open items by what the order means."""
    moderator = db.session.get_one(Member, desk.moderators[0])
    paged: list[int] = []
    after: int | None = None
    while True:
        page = page_of_items(Filters(), moderator, after)
        paged += [item.id for item in page.items]
        if (after := page.after) is None:
            break
    now = desk.clock.now()
    waiting = db.session.scalars(select(ReviewItem).filter_by(state="open")).all()
    by_meaning = sorted(waiting, key=lambda item: (-item.level, -clock.used(item, now), item.id))
    assert paged == [item.id for item in by_meaning]


def check_nothing_twice(desk: Desk) -> None:
    """Each version of an item was decided once at most, and each decision that went through is stored."""
    assert [pair for pair, times in Counter(desk.decided).items() if times > 1] == []
    assert db.session.scalar(select(func.count(Decision.id))) == len(desk.decided)


def test_no_item_is_decided_twice_or_lost_and_no_claim_stays(desk: Desk) -> None:
    chance = random.Random(7)
    for number in range(ROUNDS):
        everybody_works(desk, number)
        check_order(desk)
        check_nothing_twice(desk)
        desk.clock.jump(chance.choice([0, 0.5, 4, 6, 90, 3000]))
        check_order(desk)
    assert {"decided", "decided with an old form", "taken over", "StaleDecision", "undone"} <= set(
        desk.happened
    )
    check_that_time_frees_everything(desk)
    drain(desk)


def check_that_time_frees_everything(desk: Desk) -> None:
    desk.clock.jump(60)
    items = db.session.scalars(select(ReviewItem)).all()
    assert [item.id for item in items if holder(item) is not None] == []
    assert db.session.scalar(select(func.count(ReviewItem.id)).where(is_claimed(desk.clock.now()))) == 0
    free_expired()
    db.session.commit()
    assert set(db.session.execute(select(ReviewItem.claimed_by_id, ReviewItem.claimed_until))) == {
        (None, None)
    }


def drain(desk: Desk) -> None:
    """Every item that waits can be decided in the end, and every one was: none fell out of the queue."""
    moderator = db.session.get_one(Member, desk.moderators[-1])
    while waiting := page_of_items(Filters(), moderator, None).items:
        for item in waiting:
            desk.decided.append((item.id, item.version))
            decide.decide(item, moderator, Verdict("keep"), item.version)
        db.session.commit()
    check_nothing_twice(desk)
    posts = select(func.count(Post.id)).where(Post.is_first.is_(False))
    items = list(db.session.scalars(select(ReviewItem.state)))
    assert (items, db.session.scalar(posts)) == (["decided"] * ITEMS, ITEMS)
    assert set(db.session.scalars(select(Decision.item_id))) == set(db.session.scalars(select(ReviewItem.id)))
