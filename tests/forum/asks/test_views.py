"""Asking and answering by the pages."""

import pytest
from sqlalchemy import select

from forum.asks.models import Ask
from forum.db import db
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
def item(reader) -> ReviewItem:
    post = make_post(body="urgent: words")
    return db.session.scalars(select(ReviewItem).filter_by(post_id=post.id)).one()


def ask(client, item, whom, **fields: str):
    sent = {"kind": "opinion", "to": str(whom), "note": WORDS} | fields
    return client.post(f"/review/{item.id}/ask", data=sent)


def test_the_page_offers_the_moderators_and_any_admin(login, item, ada, bea) -> None:
    make_member("Carl")
    page = login(ada).get(f"/review/{item.id}/ask").text
    assert "Any admin" in page and "Bea" in page and "Carl" not in page and f'value="{ada.id}"' not in page


def test_the_other_finds_it_on_top_of_the_item_and_answers(login, item, ada, bea) -> None:
    assert ask(login(ada), item, bea.id).status_code == 303
    asked = db.session.scalars(select(Ask)).one()
    page = login(bea).get(f"/review/{item.id}").text
    assert "Ada asks Bea for a second opinion" in page and "For you" in page
    assert page.index(WORDS) < page.index("The post</h2>")
    answer = login(bea).post(f"/review/{item.id}/ask/{asked.id}", data={"note": "Keep it."})
    assert answer.status_code == 303
    page = login(ada).get(f"/review/{item.id}").text
    assert "Bea answered" in page and "Keep it." in page


def test_the_queue_marks_it_for_the_one_who_is_asked_and_finds_it_by_a_filter(login, item, ada, bea) -> None:
    ask(login(ada), item, bea.id)
    assert "For you" not in login(ada).get("/review").text
    page = login(bea).get("/review?hold=asked").text
    assert "For you" in page and f"/review/{item.id}" in page
    assert f'data-item="{item.id}"' not in login(ada).get("/review?hold=asked").text


@pytest.mark.parametrize("who", ["sender", "another"])
def test_only_who_is_asked_may_answer(login, item, ada, bea, who) -> None:
    ask(login(ada), item, bea.id)
    asked = db.session.scalars(select(Ask)).one()
    client = login(ada if who == "sender" else make_member(role="moderator"))
    sent = {"note": "Me first."}
    assert client.post(f"/review/{item.id}/ask/{asked.id}", data=sent).status_code == 403
    assert not asked.answer
    assert login(bea).post(f"/review/999/ask/{asked.id}", data=sent).status_code == 404


@pytest.mark.parametrize("fields", [{"kind": "beg"}, {"to": "999"}, {"note": " "}, {"note": "x" * 2001}])
def test_a_wrong_question_is_not_asked_and_kept(login, item, ada, bea, fields) -> None:
    page = ask(login(ada), item, bea.id, **fields)
    assert page.status_code == 422 and fields.get("note", WORDS) in page.text
    assert not db.session.scalars(select(Ask)).all()


def test_a_question_about_an_item_that_was_decided_meanwhile_is_kept(login, item, ada, bea) -> None:
    decide(item, bea, Verdict("keep"), item.version)
    db.session.commit()
    page = ask(login(ada), item, bea.id)
    assert page.status_code == 409 and WORDS in page.text and "Nobody was asked" in page.text
    assert not db.session.scalars(select(Ask)).all()


def test_an_answer_that_comes_too_late_is_kept(login, item, ada, bea) -> None:
    ask(login(ada), item, bea.id)
    asked = db.session.scalars(select(Ask)).one()
    path = f"/review/{item.id}/ask/{asked.id}"
    login(bea).post(path, data={"note": "Keep it."})
    page = login(bea).post(path, data={"note": "Rather change it."})
    assert page.status_code == 409 and "Rather change it." in page.text
    assert asked.answer == "Keep it."
