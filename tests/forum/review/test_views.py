"""The moderators' pages: who may see them, their order, deciding, stale forms."""

import pytest
from sqlalchemy import select

from forum.db import db
from forum.review.decide import Verdict, decide
from forum.review.intake import open_item
from forum.review.models import Decision, ReviewItem
from forum.screening import Level
from tests.factories import make_member, make_post

BLEEDING = "My gums have been bleeding since Monday."


@pytest.fixture
def post(app):
    return make_post(body=BLEEDING)


@pytest.fixture
def moderator(login):
    return login(make_member(role="moderator"))


def item_id():
    return db.session.scalars(select(ReviewItem.id)).first()


def test_members_get_403_and_visitors_the_sign_in_page(client, login, post):
    assert client.get("/review").location.startswith("/login")
    assert login(make_member()).get("/review").status_code == 403


def test_the_queue_shows_the_words_that_mattered(moderator, post):
    page = moderator.get("/review").text
    assert "gums have been bleeding" in page
    assert "level-urgent" in page


def test_the_gravest_is_first_then_the_oldest(moderator, app):
    for body in (BLEEDING, "I can't breathe at all right now.", "Purple dots on both legs since Tuesday."):
        make_post(body=body)
    page = moderator.get("/review").text
    rows = page[page.index("review-list") :].lower()
    assert rows.index("breathe") < rows.index("gums") < rows.index("purple dots")


def test_an_item_shows_marks_reasons_and_the_thread(moderator, post):
    page = moderator.get(f"/review/{item_id()}").text
    assert '<mark class="mark-' in page
    assert "said to be there, the author’s own, now" in page
    assert "The thread around it" in page


def test_what_two_words_tell_alike_is_told_once_and_their_rules_are_folded(moderator):
    make_post(body="My gums have been bleeding since Monday, and purple dots on both legs since Tuesday.")
    page = moderator.get(f"/review/{item_id()}").text
    why = page[page.index('id="why-title"') : page.index("Rules and sources behind it")]
    assert why.count("You need platelets to stop a bleed.") == 1 and "rule file" not in why
    assert page.count('class="meta finding finding-source"') > 1 and "to be checked again by" in page


def test_a_decision_by_form_and_its_undo(moderator, post):
    version = db.session.scalars(select(ReviewItem.version)).one()
    form = {"verdict": "remove", "reason": "denied", "version": version, "note": "Asked."}
    assert moderator.post(f"/review/{item_id()}/decide", data=form).status_code == 303
    assert db.session.scalars(select(Decision)).one().level_after == Level.NONE
    assert moderator.post(f"/review/{item_id()}/undo", data={"version": version + 1}).status_code == 303
    assert db.session.scalars(select(ReviewItem)).one().state == "open"


@pytest.mark.parametrize(
    "button, level, reason",
    [
        ("keep", Level.URGENT, ""),
        ("change:emergency", Level.EMERGENCY, ""),
        ("change:info", Level.INFO, ""),
        ("remove:figure of speech", Level.NONE, "figure of speech"),
    ],
)
def test_each_button_says_it_all_in_one_tap(moderator, post, button, level, reason):
    address = f"/review/{item_id()}"
    assert f'name="verdict" value="{button}"' in moderator.get(address).text
    version = db.session.scalars(select(ReviewItem.version)).one()
    sent = {"verdict": button, "version": version}
    assert moderator.post(f"{address}/decide", data=sent).status_code == 303
    decision = db.session.scalars(select(Decision)).one()
    assert (decision.level_after, decision.reason) == (level, reason)


def test_where_no_notice_is_shown_the_words_fit(moderator, app):
    reported = make_post(body="Hello all.")
    item = open_item(reported, "report", 1)
    db.session.commit()
    page = moderator.get(f"/review/{item.id}").text
    assert "No notice is needed" in page and "Show a notice" in page
    assert "Remove the notice" not in page and "Lower it to" not in page


def test_a_stale_undo_is_refused_and_shows_the_item_as_it_is(moderator, post):
    item = db.session.scalars(select(ReviewItem)).one()
    decide(item, make_member(role="moderator"), Verdict("keep"), item.version)
    answer = moderator.post(f"/review/{item.id}/undo", data={"version": item.version - 1})
    assert (answer.status_code, item.state) == (409, "decided")
    assert "Nothing was changed" in answer.text


def test_the_page_says_what_an_undo_brings_back(moderator, post):
    item = db.session.scalars(select(ReviewItem)).one()
    decide(item, make_member("Ada", role="moderator"), Verdict("remove", reason="past"), item.version)
    page = moderator.get(f"/review/{item.id}").text
    assert "Ada decided this" in page and "what the program said" in page


def test_a_decided_item_begins_with_the_way_on_and_the_way_back(moderator, post):
    item = db.session.scalars(select(ReviewItem)).one()
    assert "Next item" not in moderator.get(f"/review/{item.id}").text
    decide(item, make_member(role="moderator"), Verdict("keep"), item.version)
    page = moderator.get(f"/review/{item.id}").text
    places = [page.index(words) for words in ('href="/review/next"', "Undo this decision", ">The post<")]
    assert places == sorted(places) and page.count("Undo this decision") == 1


@pytest.mark.parametrize(
    "form, message",
    [
        ({}, "Choose one of the decisions"),
        ({"verdict": "explode"}, "Choose one of the decisions"),
        ({"verdict": "change"}, "Choose the level"),
        ({"verdict": "change", "level": "doom"}, "Choose the level"),
        ({"verdict": "remove"}, "Say why the notice should go"),
        ({"verdict": "remove", "reason": "bored"}, "Say why the notice should go"),
        ({"verdict": "keep", "note": "x" * 2001}, "longer than 2,000"),
    ],
)
def test_a_wrong_form_says_what_is_wrong_and_keeps_the_note(moderator, post, form, message):
    version = db.session.scalars(select(ReviewItem.version)).one()
    sent = {"version": version, "note": "my note"} | form
    answer = moderator.post(f"/review/{item_id()}/decide", data=sent)
    assert answer.status_code == 422
    assert message in answer.text
    assert form.get("note", "my note") in answer.text


def test_a_stale_form_decides_nothing_and_keeps_the_note(moderator, post):
    answer = moderator.post(
        f"/review/{item_id()}/decide", data={"verdict": "keep", "version": 999, "note": "mine"}
    )
    assert (answer.status_code, db.session.scalars(select(Decision)).first()) == (409, None)
    assert "mine" in answer.text


def test_an_empty_queue_says_how_many_texts_were_not_read(moderator, fake_reader):
    fake_reader.is_down = True
    unread = make_post(body="My gums have been bleeding since Monday.")
    page = moderator.get("/review").text
    assert "2 texts have not been read" in page and "Nothing is waiting" in page
    item = open_item(unread, "report", 7)
    db.session.commit()
    assert "found no sign" not in moderator.get(f"/review/{item.id}").text


def test_a_note_typed_when_the_session_ran_out_is_back_after_the_sign_in(client, login, post):
    moderator = make_member(role="moderator")
    address = f"/review/{item_id()}/decide"
    sent = client.post(address, data={"verdict": "remove", "reason": "past", "note": "Asked her twice."})
    assert sent.location.startswith("/login")
    page = login(moderator).get(address).text
    assert "Asked her twice." in page


def test_each_step_beside_the_decision_has_its_undo_in_the_same_place(moderator, post):
    address = f"/review/{item_id()}"
    back = {"next": address}
    page = moderator.get(address).text
    assert all(
        words in page for words in ("Hide the post", "Lock the thread", "Silence or suspend the author")
    )
    moderator.post(f"/posts/{post.id}/hide", data=back | {"reason": "spam"})
    locked = moderator.post(f"/threads/{post.thread_id}/lock", data=back)
    reason = {"kind": "silence", "days": "2", "reason": "Spam."}
    moderator.post(f"/members/{post.author_id}/standing", data=back | reason)
    page = moderator.get(address).text
    assert locked.location == address
    assert all(words in page for words in ("Show it again", "Unlock the thread", "Lift it now"))
