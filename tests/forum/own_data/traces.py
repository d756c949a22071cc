"""Fill every table with traces of a member, and find them again in the whole database."""

import json
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Integer,
    LargeBinary,
    String,
    Table,
    func,
    insert,
    select,
    update,
)

from forum.asks.ask import answer_ask, ask_about
from forum.db import db, utcnow
from forum.drafts.models import ParkedForm
from forum.letters.send import send_letter
from forum.mails.send import put
from forum.members.models import Member
from forum.members.standing import silence
from forum.modlog.record import record
from forum.notices.models import Acknowledgement
from forum.own_data.fates import FATES
from forum.posts.delete import delete_post
from forum.posts.edit import edit_post
from forum.posts.hide import hide_post
from forum.posts.models import Post
from forum.posts.quote import quote
from forum.reports.report import report_post
from forum.review.claim import take
from forum.review.decide import Verdict, decide
from forum.review.models import Finding, ReviewItem, Screening
from forum.signin.models import Arrival
from forum.trials.propose import propose
from tests.factories import make_member, make_post, make_thread
from tests.forum.own_data.case_traces import review_case, settle_rule

NAME, EMAIL = "Zephyrine Q*", "zephyrine.trace@example.org"
WORDS = {
    "name": "Zephyrine",
    "email": "zephyrine.trace",
    "title": "titletrace",
    "post": "posttrace",
    "quoted": "quotedtrace",
    "deleted": "deletedtrace",
    "note": "notetrace",
    "office": "officetrace",
    "finding": "findingtrace",
    "parked": "parkedtrace",
    "mail": "mailtrace",
    "given name": "giventrace",
    "reason": "reasontrace",
    "letter": "lettertrace",
}
"""Each kind of trace with a word that stands nowhere else."""
WRITTEN_BY_HAND = {
    "acknowledgement", "ask", "case_review", "closing", "decision", "letter", "mod_log_entry", "post",
    "proposal", "report", "review_item", "revision", "roles_users", "rule_alarm", "thread",
}  # fmt: skip
"""Tables that the board's own verbs fill below; every other one that points at a member is filled blindly."""
SHORTEST = 12
"""Columns for shorter words hold one of a few words of our own."""


class Traces:
    """A member who has left traces everywhere. `words` maps each trace's word to what it is."""

    def __init__(self) -> None:
        self.member = make_member(NAME, role="moderator", email=EMAIL)
        self.other = make_member(role="moderator")
        self.words = {word: kind for kind, word in WORDS.items()}
        self._numbers = count(100)
        self._write_posts()
        self._act_as_moderator()
        self._leave_loose_rows()
        self._fill_blindly()
        db.session.commit()

    def _write_posts(self) -> None:
        self.thread = make_thread(author=self.member, title="A titletrace", body="emergency: a posttrace")
        first = db.session.scalars(select(Post).filter_by(thread_id=self.thread.id)).one()
        self._find(first)
        edit_post(first, self.member, "A titletrace again", "emergency: another posttrace", 1)
        db.session.add(
            Acknowledgement(post=first, revision_id=first.revision_id, member_id=self.member.id, word="help")
        )
        self.open_post = make_post(self.thread, self.member, "crisis: a posttrace, open")
        gone = make_post(self.thread, self.member, "urgent: deletedtrace")
        delete_post(gone, self.member)
        spoken = make_post(self.thread, self.member, "The quotedtrace of old\nin two lines quotedtrace")
        words = quote(spoken) + "I agree."
        self.quoting = make_post(self.thread, self.other, words)
        make_post(self.thread, self.other, "Thank you, Zephyrine, for that.")
        report_post(first, self.other, "other", f"Tell {NAME} to calm down, notetrace: posttrace")
        self._decide(first, self.other, f"About {NAME}, {EMAIL}: notetrace")

    def _find(self, post: Post) -> None:
        screening = db.session.scalars(select(Screening).filter_by(revision_id=post.revision_id)).one()
        because = [{"ruling": "x", "text": "findingtrace", "spans": [[0, 3]]}]
        values = {"field": "body", "start": 0, "end": 3, "level": 3, "because": because}
        axes = {"assertion": "present", "temporality": "current", "experiencer": "author"}
        db.session.add(Finding(screening=screening, concept="x", source="findingtrace", **values, **axes))

    def _decide(self, post: Post, moderator: Member, note: str) -> None:
        db.session.commit()
        item = db.session.scalars(select(ReviewItem).filter_by(post_id=post.id)).one()
        decide(item, moderator, Verdict("keep", note=note), item.version)

    def _act_as_moderator(self) -> None:
        post = make_post(self.thread, self.other, "emergency: words of another")
        report_post(post, self.member, "worried", "A notetrace")
        self._decide(post, self.member, f"officetrace, {NAME}")
        claimed = db.session.scalars(select(ReviewItem).filter_by(post_id=self.open_post.id)).one()
        take(claimed, self.member)
        silence(self.member, 3, "reasontrace", self.other)
        self._write_between_people(claimed)
        hide_post(self.quoting, self.member, f"officetrace, {NAME}")
        hide_post(self.open_post, self.other, f"notetrace of {NAME}")
        propose(self.member, "limit", {"limit": "urgent", "value": 0.5}, f"officetrace, {NAME}")
        record(self.member, "locked thread", self.thread, note="officetrace")
        first = db.session.scalars(select(Post).filter_by(thread_id=self.thread.id, is_first=True)).one()
        review_case(first, self.other, NAME)
        review_case(post, self.member, f"{NAME} {EMAIL}")
        settle_rule(self.member, f"officetrace, {NAME}")

    def _write_between_people(self, item: ReviewItem) -> None:
        """Letters to the member and by the member, and questions among moderators about the member's post."""
        send_letter(item, self.other, "lettertrace", f"Dear {NAME}: lettertrace")
        asked = ask_about(item, self.other, "opinion", self.member, f"{NAME} again: notetrace")
        answer_ask(asked, self.other, f"notetrace of {NAME}")
        others = db.session.scalars(select(ReviewItem).where(ReviewItem.id != item.id)).all()
        theirs = next(row for row in others if row.post.author_id == self.other.id)
        send_letter(theirs, self.member, "Hello", f"officetrace, {NAME}")
        theirs.state = "open"
        asked = ask_about(theirs, self.member, "escalate", None, f"officetrace of {NAME}")
        answer_ask(asked, self.member, f"officetrace by {NAME}")

    def _leave_loose_rows(self) -> None:
        put(EMAIL.upper(), "A mailtrace", "Hello Zephyrine, mailtrace", "<p>mailtrace</p>")
        about = {"name": NAME, "about": "parkedtrace"}
        db.session.add(
            ParkedForm(key="k1", path="/settings", fields=about, created_at=utcnow() - timedelta(days=2))
        )
        edit = f"/posts/{self.open_post.id}/edit"
        db.session.add(ParkedForm(key="k2", path=edit, fields={"body": "parkedtrace"}))
        db.session.add(
            Arrival(key="k3", provider="x", issuer="x", subject="y", email=EMAIL, given_name="giventrace")
        )

    def _fill_blindly(self) -> None:
        """A row in every table about the member, and their own, with a trace in every column."""
        db.session.flush()
        for name in sorted({column.partition(".")[0] for column in FATES} - WRITTEN_BY_HAND):
            table = db.metadata.tables[name]
            db.session.execute(insert(table).values(self._values(table)))
        table = Member.__table__
        free = [column for column in table.columns if self._takes_words(column) and not column.foreign_keys]
        kept = {"name", "name_key", "email"}
        values = {column.name: self._value(column) for column in free if column.name not in kept}
        db.session.execute(update(table).where(table.c.id == self.member.id).values(values))
        db.session.expire_all()

    def _values(self, table: Table) -> dict[str, Any]:
        """A row of this table, about the member."""
        own_key = [column for column in table.primary_key.columns if not column.foreign_keys]
        return {column.name: self._value(column) for column in table.columns if column not in own_key}

    def _value(self, column: Column[Any]) -> Any:
        for key in column.foreign_keys:
            if f"{column.table.name}.{column.name}" in FATES:
                return self.member.id
            return db.session.scalar(select(func.min(key.column)))
        if self._takes_words(column):
            return self._words_for(column)
        kinds = {Boolean: False, Integer: 1, String: "x"}
        return next(
            (value for kind, value in kinds.items() if isinstance(column.type, kind)), self._time(column)
        )

    def _time(self, column: Column[Any]) -> datetime:
        now = utcnow()
        return now if "UTC" in type(column.type).__name__ else now.replace(tzinfo=None)

    def _takes_words(self, column: Column[Any]) -> bool:
        if isinstance(column.type, String):
            return (column.type.length or SHORTEST) >= SHORTEST
        return isinstance(column.type, (JSON, LargeBinary)) or type(column.type).__name__ == "AsaList"

    def _words_for(self, column: Column[Any]) -> Any:
        word = f"planted{next(self._numbers)}"
        self.words[word] = f"{column.table.name}.{column.name}"
        if isinstance(column.type, LargeBinary):
            return word.encode()
        return word if isinstance(column.type, String) else [word]

    def found(self) -> set[tuple[str, str]]:
        """Column and kind of every trace in the whole database."""
        db.session.commit()
        hits = set()
        for table in db.metadata.sorted_tables:
            for row in db.session.execute(select(table)).mappings():
                for name, value in row.items():
                    text = as_text(value)
                    hits |= {
                        (f"{table.name}.{name}", kind) for word, kind in self.words.items() if word in text
                    }
        return hits


def as_text(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode("latin-1")
    return (
        json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, (dict, list)) else str(value)
    )
