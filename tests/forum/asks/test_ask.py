"""Escalate, ask for a second opinion, hand over: who is told, who has the item, who may answer."""

import pytest
from sqlalchemy import select

from forum.asks.ask import answer_ask, ask_about
from forum.asks.models import Ask
from forum.asks.queries import asked_of, items_for
from forum.db import db
from forum.desk.notes import unseen
from forum.modlog.models import ModLogEntry
from forum.review.claim import holder, take
from forum.review.decide import Verdict, decide
from forum.review.models import ReviewItem
from tests.factories import make_member, make_post

WORDS = "She wrote to me before"


@pytest.fixture
def ada(app):
    return make_member("Ada", role="moderator")


@pytest.fixture
def bea(app):
    return make_member("Bea", role="moderator")


@pytest.fixture
def item(reader, ada) -> ReviewItem:
    post = make_post(body="urgent: words")
    item = db.session.scalars(select(ReviewItem).filter_by(post_id=post.id)).one()
    take(item, ada)
    return item


def for_whom(item, *members) -> list[bool]:
    db.session.flush()
    return [db.session.scalar(select(ReviewItem.id).where(asked_of(member))) == item.id for member in members]


@pytest.mark.parametrize(
    "kind, note, keeps",
    [
        ("escalate", "escalated", False),
        ("opinion", "second opinion", True),
        ("hand over", "hand-over", False),
    ],
)
def test_asking_tells_the_other_and_lets_go_or_not(item, ada, bea, kind, note, keeps) -> None:
    ask_about(item, ada, kind, bea, WORDS)
    [told] = unseen(bea)
    assert (told.kind, told.item_id, told.sender_id, told.text) == (note, item.id, ada.id, "")
    assert (holder(item) == ada) is keeps
    assert for_whom(item, bea, ada) == [True, False]
    entry = db.session.scalars(select(ModLogEntry)).one()
    assert entry.action == f"asked: {kind}" and WORDS not in entry.note


def test_any_admin_means_every_admin_and_no_moderator(item, ada, bea) -> None:
    admins = [make_member(role="admin") for _ in range(2)]
    ask_about(item, ada, "escalate", None, WORDS)
    assert [len(unseen(admin)) for admin in admins] == [1, 1] and not unseen(bea)
    assert for_whom(item, bea, *admins) == [False, True, True]
    assert items_for(admins[0], [item.id, 99]) == {item.id} and items_for(bea, [item.id]) == set()


def test_an_answer_tells_who_asked_and_counts_once(item, ada, bea) -> None:
    ask = ask_about(item, ada, "opinion", bea, WORDS)
    assert answer_ask(ask, bea, "Keep it.") and not answer_ask(ask, bea, "Or not.")
    [told] = unseen(ada)
    assert (told.kind, told.item_id, ask.answer) == ("answer", item.id, "Keep it.")
    assert for_whom(item, bea) == [False]


def test_nobody_is_asked_about_a_decided_item(item, ada, bea) -> None:
    decide(item, ada, Verdict("keep"), item.version)
    assert ask_about(item, ada, "escalate", bea, WORDS) is None and not unseen(bea)


def test_a_decision_by_form_closes_what_was_asked(login, item, ada, bea) -> None:
    ask_about(item, ada, "escalate", bea, WORDS)
    sent = {"verdict": "keep", "version": item.version}
    assert login(bea).post(f"/review/{item.id}/decide", data=sent).status_code == 303
    assert db.session.scalars(select(Ask)).one().answered_by_id == bea.id
    assert for_whom(item, bea) == [False]
