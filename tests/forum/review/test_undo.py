"""Who may take a decision back, for how long, and what stands again."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.db import db, utcnow
from forum.posts.edit import edit_post
from forum.review.decide import StaleDecision, Verdict, decide
from forum.review.intake import open_item
from forum.review.models import Decision, ReviewItem
from forum.review.undo import brought_back, may_undo, undo
from forum.screening import Level
from tests.factories import make_member, make_post

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def moderator(app):
    return make_member(role="moderator")


@pytest.fixture
def item(reader) -> ReviewItem:
    post = make_post(body="urgent: words")
    return db.session.scalars(select(ReviewItem).filter_by(post_id=post.id)).one()


def decided(item, moderator, said, hours=0) -> Decision:
    decision = decide(item, moderator, said, item.version)
    decision.created_at = utcnow() - timedelta(hours=hours)
    db.session.commit()
    return decision


@pytest.mark.parametrize(
    "who, hours, may",
    [
        ("own", 0, True),
        ("own", 500, True),
        ("other", 23, True),
        ("other", 25, False),
        ("admin", 500, True),
    ],
)
def test_who_may_undo_and_until_when(item, moderator, who, hours, may) -> None:
    decision = decided(item, moderator, Verdict("remove", reason="past"), hours)
    other = {"own": moderator, "other": make_member(role="moderator"), "admin": make_member(role="admin")}[
        who
    ]
    assert may_undo(decision, other) is may
    assert undo(item, other) is may
    assert item.state == ("open" if may else "decided")
    assert item.post.shown_level == (Level.URGENT if may else Level.NONE)


def test_a_newer_text_ends_the_time(item, moderator, reader) -> None:
    decided(item, moderator, Verdict("keep"))
    edit_post(item.post, item.post.author, "", "other words", 1)
    assert not undo(item, moderator)


def test_an_undo_of_what_changed_meanwhile_is_refused(item, moderator) -> None:
    decided(item, moderator, Verdict("keep"))
    with pytest.raises(StaleDecision):
        undo(item, moderator, item.version - 1)
    assert item.state == "decided"
    assert undo(item, moderator, item.version)


def test_it_tells_beforehand_whose_word_stands_again(item, moderator) -> None:
    first = decided(item, moderator, Verdict("change", Level.INFO))
    before = brought_back(item, first)
    assert (before.level, before.whose) == (Level.URGENT, "program")
    open_item(item.post, "report", 5, item.post.shown_level)
    second = decided(item, moderator, Verdict("remove", reason="other"))
    before = brought_back(item, second)
    assert (before.level, before.whose) == (Level.INFO, "decision")
