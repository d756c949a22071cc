"""Storing a chunk does what a first screening of each text does, except where a moderator has decided."""

from itertools import product
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select

from forum.db import db, utcnow
from forum.posts.edit import edit_post
from forum.posts.models import Post, Revision
from forum.reports.report import report_post
from forum.rescreen.queries import Wanted, list_texts
from forum.rescreen.read import Read
from forum.rescreen.store import store
from forum.review.decide import Verdict, decide
from forum.review.intake import give_up_reading, keep_screening, open_item, screen_now
from forum.review.models import Finding, ReviewItem, ReviewReason, Screening
from forum.review.undo import undo
from forum.screening import Level, screen
from tests import counting
from tests.factories import make_member
from tests.parallel import elsewhere

LEVELS = [level.word for level in Level]


def item_of(post: Post) -> ReviewItem | None:
    return db.session.scalar(select(ReviewItem).filter_by(post_id=post.id))


def wanted(reader) -> Wanted:
    return Wanted(reader.version, False, utcnow())


def read_all(reader) -> list[Read]:
    return [Read(text, screen(text.title, text.body)) for text in list_texts(wanted(reader), 1000)]


def store_all(reader) -> list[Read]:
    kept = store(read_all(reader))
    db.session.commit()
    return kept


def state() -> dict[str, Any]:
    """Everything that follows from screenings, but times, versions of items and ids."""
    columns: dict[str, tuple[Any, ...]] = {
        "screenings": (
            Screening.revision_id,
            Screening.state,
            Screening.level,
            Screening.version,
            Screening.second_look,
        ),
        "findings": (Finding.screening_id, Finding.concept, Finding.start, Finding.level, Finding.source),
        "posts": (Post.id, Post.shown_level, Post.screening_state),
        "items": (ReviewItem.post_id, ReviewItem.state, ReviewItem.level),
    }
    found = {name: sorted(map(tuple, db.session.execute(select(*of)))) for name, of in columns.items()}
    reasons = select(ReviewItem.post_id, ReviewReason.kind, ReviewReason.subject_id).join(ReviewReason.item)
    return found | {"reasons": sorted(map(tuple, db.session.execute(reasons)))}


def prepare(post: Post, story: str) -> None:
    """Bring a post into a state from which a screening leads on."""
    moderator = make_member(role="moderator")
    if story == "reported":
        report_post(post, make_member(), "worry", "")
    elif story == "failed":
        row = db.session.scalars(select(Screening).filter_by(revision_id=post.revision_id)).one()
        row.level, row.version = 0, ""
        db.session.execute(delete(Finding).where(Finding.screening_id == row.id))
        give_up_reading(post.revision_id)
    elif story == "edited":
        edit_post(post, post.author, "", f"info was {post.revision.body}", 1)
        db.session.commit()
        screen_now(post.revision)
    elif story == "undone":
        item = open_item(post, "report", 1, post.shown_level)
        decide(item, moderator, Verdict("remove", reason="past"), item.version)
        undo(item, moderator)
    db.session.commit()


@pytest.mark.parametrize("story", ["plain", "reported", "failed", "edited", "undone"])
def test_a_chunk_ends_as_one_first_screening_after_the_other(reader, write, story: str) -> None:
    moves = [*product(LEVELS, LEVELS, [False]), *product(["none", "urgent"], LEVELS[:3], [True])]
    posts = write(*[f"{before} to {after} {unsure}" for before, after, unsure in moves])
    for post in posts:
        prepare(post, story)
    reader.change({f"{b} to {a} {unsure}": Level.from_word(a) for b, a, unsure in moves})
    reader.unsure = {f"{b} to {a} True" for b, a, _ in moves}
    for read in read_all(reader):
        keep_screening(db.session.get_one(Revision, read.text.revision_id), read.reading)
        db.session.flush()
    expected = state()
    db.session.rollback()
    assert state() != expected
    store_all(reader)
    assert state() == expected
    assert list_texts(wanted(reader), 1) == []


@pytest.mark.parametrize(
    "verdict, before, after, is_open",
    [
        (Verdict("remove", reason="past"), "urgent", Level.EMERGENCY, True),
        (Verdict("remove", reason="past"), "urgent", Level.URGENT, False),
        (Verdict("remove", reason="past"), "crisis", Level.URGENT, False),
        (Verdict("remove", reason="past"), "none", Level.INFO, False),
        (Verdict("change", Level.CRISIS), "urgent", Level.EMERGENCY, False),
        (Verdict("change", Level.INFO), "none", Level.URGENT, True),
        (Verdict("keep"), "urgent", Level.NONE, False),
    ],
)
def test_a_decision_stands_and_only_a_rise_above_it_asks_again(
    reader, write, verdict: Verdict, before: str, after: Level, is_open: bool
) -> None:
    [post] = write(f"{before} text")
    item = open_item(post, "report", 1, post.shown_level)
    decide(item, make_member(role="moderator"), verdict, item.version)
    db.session.commit()
    decided, version = post.shown_level, item.version
    reader.change({f"{before} text": after})
    store_all(reader)
    assert post.shown_level == decided
    assert item.state == ("open" if is_open else "decided")
    assert (item.version > version, item.decided_at is None) == (is_open, is_open)
    assert item.level == after or not is_open
    assert db.session.scalars(select(Screening.level).filter_by(revision_id=post.revision_id)).one() == after


def test_the_decision_may_be_made_anew_and_taken_back(reader, write) -> None:
    [post] = write("urgent text")
    item, moderator = item_of(post), make_member(role="moderator")
    decide(item, moderator, Verdict("remove", reason="past"), item.version)
    reader.change({"urgent text": Level.CRISIS})
    store_all(reader)
    assert (item.state, post.shown_level) == ("open", Level.NONE)
    decide(item, moderator, Verdict("change", Level.CRISIS), item.version)
    assert (item.state, post.shown_level) == ("decided", Level.CRISIS)
    assert undo(item, moderator)
    assert post.shown_level == Level.NONE, "the first decision stands again"


def test_an_item_where_nothing_is_new_can_still_be_decided(reader, write) -> None:
    [post] = write("urgent text")
    seen = item_of(post).version
    reader.change()
    store_all(reader)
    decide(item_of(post), make_member(role="moderator"), Verdict("keep"), seen)


def test_what_was_read_elsewhere_meanwhile_is_left_alone(app: Flask, reader, write) -> None:
    changed, other = write("urgent text", "none other")
    reader.change({"urgent text": Level.CRISIS, "none other": Level.URGENT})
    reads = read_all(reader)
    key = changed.revision_id

    def read_by_another() -> None:
        row = db.session.scalars(select(Screening).filter_by(revision_id=key)).one()
        row.version, row.level = "3", int(Level.INFO)
        db.session.commit()

    elsewhere(app, read_by_another)
    kept = store(reads)
    db.session.commit()
    assert {read.text.post_id for read in kept} == {read.text.post_id for read in reads} - {changed.id}
    assert (changed.shown_level, other.shown_level) == (Level.URGENT, Level.URGENT)


def test_an_edit_while_it_was_read_again_shows_the_new_text(app: Flask, reader, write) -> None:
    [post] = write("urgent text")
    reader.change({"urgent text": Level.CRISIS})
    reads = read_all(reader)
    edit_post(post, post.author, "", "none any more", 1)
    db.session.commit()
    screen_now(post.revision)
    store(reads)
    db.session.commit()
    assert (post.shown_level, post.screening_state) == (Level.NONE, "done")


def test_the_number_of_queries_does_not_grow(reader, write) -> None:
    moves = list(product(LEVELS, LEVELS))
    counted = []
    for number in (1, 2):
        bodies = [f"{before} to {after} {n}-{number}" for before, after in moves for n in range(number)]
        for post in write(*bodies)[::7]:
            report_post(post, make_member(), "worry", "")
        db.session.commit()
        reader.change({body: Level.from_word(body.split()[2]) for body in bodies})
        reads = read_all(reader)
        with counting.queries() as queries:
            store(reads)
            db.session.commit()
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 15
