"""Fill an empty board with the demo, through the verbs of a member's click, with times of a year past."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select

from forum.boards.models import Board
from forum.db import db, utcnow
from forum.demo.content import Event, read_boards, read_events
from forum.demo.people import add_members
from forum.jobs.models import Job
from forum.members.models import Member
from forum.modlog.record import dated
from forum.notices.answer import say
from forum.posts.delete import delete_post
from forum.posts.edit import edit_post
from forum.posts.models import Post
from forum.posts.write import reply, start_thread
from forum.reports.report import report_post
from forum.review.clock import target
from forum.review.decide import Verdict, decide
from forum.review.intake import keep_screening, open_item
from forum.review.models import ReviewItem, Screening
from forum.screening import Level, screen
from forum.threads.lock import lock_thread
from forum.threads.models import Thread
from forum.threads.pin import pin_thread

SETTLED_AFTER = timedelta(days=21)
"""Older items that the demo's moderators left open are settled, as they would be on a living board."""
USED = (0.2, 0.6, 1.3, 0.4)
"""How much of its time an open item has used, one after the other: few are late, and a queue looks alive."""
Progress = Callable[[int, int], None]


class NotEmpty(Exception):
    """The board has content already; the demo is for an empty one."""


def seed(progress: Progress = lambda done, total: None) -> int:
    """Write the demo and return the number of posts. Raises `NotEmpty`.

    Commits once, at the end: a stop half-way leaves an empty board.
    """
    if db.session.scalar(select(Board.id).limit(1)) is not None:
        raise NotEmpty
    seeding = Seeding(utcnow())
    seeding.add_boards()
    events = read_events(seeding.now)
    for done, event in enumerate(events, start=1):
        getattr(seeding, f"add_{event.kind}")(event)
        if done % 50 == 0 or done == len(events):
            progress(done, len(events))
    seeding.settle_old_items()
    seeding.wind_clocks()
    db.session.commit()
    return len(seeding.posts)


class Seeding:
    """What has been written so far, by the names that the demo's files use."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.members = add_members(now)
        self.admin = next(member for member in self.members.values() if member.is_admin)
        self.boards: dict[str, Board] = {}
        self.posts: dict[tuple[str, int, int], Post] = {}
        self.threads: dict[tuple[str, int], Thread] = {}

    def add_boards(self) -> None:
        for position, row in enumerate(read_boards()):
            board = Board(
                slug=row["slug"], title=row["title"], description=row["description"], position=position
            )
            self.boards[row["slug"]] = board
        db.session.add_all(self.boards.values())
        db.session.flush()

    def add_post(self, event: Event) -> None:
        slug, number, _ = event.key
        author, body, key = self.members[event.post["by"]], event.post["body"].strip(), str(uuid.uuid4())
        if (slug, number) in self.threads:
            post = reply(self.threads[slug, number], author, body, key)
        else:
            post = start_thread(self.boards[slug], author, event.thread["title"], body, key)
            post.thread.created_at = event.at
            self.threads[slug, number] = post.thread
        post.created_at = post.thread.last_post_at = event.at
        self.posts[event.key] = post
        self._read(post, event.at)

    def add_edit(self, event: Event) -> None:
        post = self.posts[event.key]
        title, number = post.revision.title, post.revision.number
        edit_post(post, post.author, title, event.post["edited"].strip(), number)
        post.edited_at = event.at
        self._read(post, event.at)

    def add_report(self, event: Event) -> None:
        reporter = self.members[event.said["by"]]
        report_post(self.posts[event.key], reporter, event.said["reason"], event.said.get("note", ""))
        self._date_item(self.posts[event.key], event.at)

    def add_word(self, event: Event) -> None:
        post = self.posts[event.key]
        if post.shown_level >= Level.URGENT:
            say(post, post.author, event.said["word"])
            self._date_item(post, event.at)

    def add_deletion(self, event: Event) -> None:
        post = self.posts[event.key]
        delete_post(post, post.author)
        post.deleted_at = event.at

    def add_decision(self, event: Event) -> None:
        level = Level.from_word(event.said["level"])
        self._settle(self.posts[event.key], self.members[event.said["by"]], level, event.said, event.at)

    def settle_old_items(self) -> None:
        """Bring forgotten items of long ago to the level that the demo's writers gave their post."""
        written = {event.key: event.post["expect"] for event in read_events(self.now)}
        expected = {post.id: written[key] for key, post in self.posts.items()}
        moderators = [member for member in self.members.values() if member.is_moderator]
        stale = select(ReviewItem).where(
            ReviewItem.state == "open", ReviewItem.opened_at < self.now - SETTLED_AFTER
        )
        for number, item in enumerate(db.session.scalars(stale)):
            level = Level.from_word(expected[item.post_id])
            said = {"reason": "other", "note": ""}
            at = item.opened_at + timedelta(minutes=25 + 7 * (number % 9))
            self._settle(item.post, moderators[number % len(moderators)], level, said, at)

    def wind_clocks(self) -> None:
        """Let the time of the open items begin shortly before now, as if their level had just been set."""
        still_open = select(ReviewItem).filter_by(state="open").order_by(ReviewItem.id)
        for number, item in enumerate(db.session.scalars(still_open)):
            item.clock_at = self.now - USED[number % len(USED)] * target(item.level)

    def add_pin(self, event: Event) -> None:
        thread = self.posts[event.key].thread
        with dated(event.at):
            pin_thread(thread, self.admin)

    def add_lock(self, event: Event) -> None:
        thread = self.posts[event.key].thread
        with dated(event.at):
            lock_thread(thread, self.admin)

    def _read(self, post: Post, at: datetime) -> None:
        revision = post.revision
        revision.created_at = at
        row = keep_screening(revision, screen(revision.title, revision.body))
        row.created_at = row.finished_at = at
        # Read right here: nothing is promised any more.
        db.session.execute(delete(Job).where(Job.subject_id == revision.id))
        self._date_item(post, at)

    def _settle(
        self, post: Post, moderator: Member, level: Level, said: dict[str, Any], at: datetime
    ) -> None:
        item = db.session.scalar(select(ReviewItem).filter_by(post_id=post.id))
        if item is None or item.state != "open":
            screening = db.session.scalars(select(Screening).filter_by(revision_id=post.revision_id)).one()
            item = open_item(post, "screening", screening.id, post.shown_level)
            item.opened_at = item.clock_at = at
            db.session.flush()
        verdict = "keep" if level == post.shown_level else "remove" if level < Level.INFO else "change"
        reason = said["reason"] if verdict != "keep" else ""
        with dated(at):
            decision = decide(item, moderator, Verdict(verdict, level, reason, said["note"]), item.version)
        decision.created_at = item.decided_at = at

    def _date_item(self, post: Post, at: datetime) -> None:
        item = db.session.scalar(select(ReviewItem).filter_by(post_id=post.id, state="open"))
        if item is not None and item.opened_at > at:
            item.opened_at = item.clock_at = at
            for reason in item.reasons:
                reason.created_at = min(reason.created_at, at)
