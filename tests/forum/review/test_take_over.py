"""Take-overs: the other is told, it is logged, and a free item is simply taken."""

import pytest
from sqlalchemy import select

from forum.db import db
from forum.desk.notes import unseen
from forum.modlog.models import ModLogEntry
from forum.review.claim import give_back, holder, take
from forum.review.intake import open_item
from forum.review.take_over import take_over
from forum.screening import Level
from tests.factories import make_member, make_post


@pytest.fixture
def item(app, fake_reader):
    item = open_item(make_post(), "report", 1, Level.URGENT)
    db.session.commit()
    return item


@pytest.fixture
def ann(app):
    return make_member("Ann", role="moderator")


@pytest.fixture
def ben(app):
    return make_member("Ben", role="moderator")


def actions():
    return list(db.session.scalars(select(ModLogEntry.action).order_by(ModLogEntry.id)))


def test_the_other_gets_the_word_and_the_log_an_entry(item, ann, ben):
    take(item, ann)
    assert take_over(item, ben, ann.id, "I know her, may I?")
    db.session.commit()
    [note] = unseen(ann)
    assert (note.kind, note.text, note.sender, note.item) == ("taken over", "I know her, may I?", ben, item)
    assert holder(item) is ben
    assert actions() == ["took over item"]


def test_what_was_let_go_meanwhile_is_taken_and_nobody_is_told(item, ann, ben):
    take(item, ann)
    give_back(item, ann)
    assert take_over(item, ben, ann.id)
    assert (holder(item), unseen(ann), actions()) == (ben, [], [])


def test_of_two_who_take_over_the_second_finds_another_holder(item, ann, ben):
    take(item, ann)
    assert take_over(item, ben, ann.id)
    assert not take_over(item, make_member(role="moderator"), ann.id)
    assert holder(item) is ben
