"""What stands in a row of the queue."""

import pytest

from forum.db import db
from forum.review.claim import take
from forum.review.intake import open_item
from forum.review.models import Finding
from forum.review.queries import screening_of
from forum.review.rows import held_words, live_row, quotes_of, rows_of
from tests.counting import queries
from tests.factories import make_member, make_post

TEXT = "I cannot breathe.  My gums\nbleed. My GUMS bleed. A rash, and a long tale."
PLACES = [(1, 51, 55), (2, 22, 32), (3, 0, 16), (2, 37, 47), (0, 61, 65)]


@pytest.fixture
def ann(app):
    return make_member("Ann", role="moderator")


@pytest.fixture
def post(app, fake_reader):
    """A post with findings of four levels, one of them twice in other letters."""
    post = make_post(body=TEXT)
    axes = {"assertion": "present", "temporality": "current", "experiencer": "author"}
    screening = screening_of(post)
    for level, start, end in PLACES:
        finding = Finding(concept="x", field="body", start=start, end=end, level=level, because=[], source="")
        for name, value in axes.items():
            setattr(finding, name, value)
        screening.findings.append(finding)
    db.session.commit()
    return post


def test_the_gravest_words_come_first_and_each_once(post):
    found = quotes_of(post, screening_of(post))
    assert [(quote.level, quote.text) for quote in found] == [
        ("emergency", "I cannot breathe"), ("urgent", "gums bleed"), ("info", TEXT[51:55]),
    ]  # fmt: skip


def test_a_row_without_such_words_shows_the_beginning(make_item, ann):
    [row] = rows_of([make_item(body="word " * 60)], ann)
    assert row.quotes == [] and row.start.startswith("word word") and len(row.start) < 145


def test_who_has_it(make_item, ann):
    item, ben = make_item(), make_member("Ben", role="moderator")
    assert held_words(item, ann) == ""
    take(item, ann)
    assert held_words(item, ann) == "You have it"
    assert held_words(item, ben) == "Ann has it"


def test_what_changes_while_somebody_reads(make_item, ann):
    item = make_item(3, waited=20)
    assert live_row(item, ann) == {
        "state": "open", "level": "emergency", "held": "", "time": "late by 5 minutes", "part": 100,
        "late": True,
    }  # fmt: skip


def test_rows_take_three_queries(post, ann):
    items = [open_item(post, "report", 1, 2)]
    db.session.flush()
    reasons = [reason.kind for reason in items[0].reasons], post.revision.body, post.thread.title
    assert not ann.is_admin  # with the roles that every request has read
    with queries() as statements:
        assert rows_of(items, ann)[0].reason and reasons
    assert len(statements) == 3
