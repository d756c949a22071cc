"""A moderator writes to an author, with a decision or alone; the author reads it on the board only."""

import html

import pytest
from sqlalchemy import select

from forum.db import db
from forum.letters.models import Letter
from forum.letters.send import send_letter
from forum.modlog.models import READ, ModLogEntry
from forum.own_data.contents import sections
from forum.review.decide import Verdict
from forum.review.decide import decide as decide_now
from forum.review.models import Decision, ReviewItem
from tests.factories import make_member, make_post

SECRET = "Secretwords for you"


@pytest.fixture
def ada(app):
    return make_member("Ada", role="moderator")


@pytest.fixture
def item(reader) -> ReviewItem:
    post = make_post(body="urgent: words")
    return db.session.scalars(select(ReviewItem).filter_by(post_id=post.id)).one()


@pytest.fixture
def letter(item, ada) -> Letter:
    written = send_letter(item, ada, "About your post", SECRET)
    db.session.commit()
    return written


def test_a_picked_answer_fills_the_page_without_a_script(login, ada, item) -> None:
    client = login(ada)
    page = html.unescape(client.post(f"/review/{item.id}/letter", data={"begin": "kept"}).text)
    assert "I left the note as it is" in page.partition("<textarea")[2]
    assert "A program read your post and put the note there" in page
    typed = {"begin": "kept", "note": "Rang her.", "version": item.version}
    with_decision = html.unescape(client.post(f"/review/{item.id}/decide", data=typed).text)
    assert "I left the note as it is" in with_decision.partition("<textarea")[2]
    assert "Rang her.</textarea>" in with_decision
    assert not db.session.scalars(select(Decision)).all()


def test_a_letter_alone_is_sent_and_logged_without_its_words(login, ada, item) -> None:
    sent = {"subject": "About your post", "body": SECRET}
    assert login(ada).post(f"/review/{item.id}/letter", data=sent).status_code == 303
    letter = db.session.scalars(select(Letter)).one()
    assert (letter.member_id, letter.moderator_id, letter.body) == (item.post.author_id, ada.id, SECRET)
    entry = db.session.scalars(select(ModLogEntry)).one()
    assert entry.action == "wrote to author" and SECRET not in f"{entry.before}{entry.after}{entry.note}"


def test_who_opens_the_page_to_write_has_read_the_post(login, ada, item) -> None:
    login(ada).get(f"/review/{item.id}/letter")
    assert db.session.scalars(select(ModLogEntry.action)).one() == READ


def test_the_mail_says_only_that_there_is_a_letter(outbox, letter) -> None:
    mail = outbox[-1]
    for part in (mail.subject, mail.body, *(text for text, _ in mail.alternatives)):
        assert SECRET not in part and "About your post" not in part and "note" not in part
    assert "/letters" in mail.body


def test_the_member_sees_a_line_on_every_page_until_it_is_read(login, letter) -> None:
    client = login(letter.member)
    assert "A moderator wrote to you" in client.get("/").text
    page = client.get(f"/letters/{letter.id}").text
    assert SECRET in page and "Ada" in page and "You cannot answer here" in page and "mailto:" in page
    assert client.post(f"/letters/{letter.id}/read").status_code == 303
    assert "A moderator wrote to you" not in client.get("/").text
    assert "About your post" in client.get("/letters").text


@pytest.mark.parametrize("role", ["member", "moderator", "admin"])
def test_nobody_else_reads_it(login, letter, role) -> None:
    client = login(make_member(role=role))
    assert client.get(f"/letters/{letter.id}").status_code == 404
    assert client.post(f"/letters/{letter.id}/read").status_code == 404
    assert letter.read_at is None


def test_it_is_in_the_copy_of_ones_data(letter) -> None:
    [row] = sections(letter.member)["letters_from_moderators"]
    assert (row["subject"], row["text"], row["read_at"]) == ("About your post", SECRET, None)


def decide(client, item, **fields: object):
    sent = {"verdict": "keep", "version": item.version, "letter": SECRET, "letter_subject": "About it"}
    return client.post(f"/review/{item.id}/decide", data=sent | fields)


def test_a_letter_goes_with_a_decision(login, ada, item) -> None:
    assert decide(login(ada), item, answer="kept").status_code == 303
    assert db.session.scalars(select(Letter)).one().body == SECRET
    assert db.session.scalars(select(Decision)).one().verdict == "keep"


def test_a_letter_of_another_decision_is_held_back_once(login, ada, item) -> None:
    page = decide(login(ada), item, answer="removed")
    assert page.status_code == 422 and "began as “The note is gone”" in page.text and SECRET in page.text
    assert not db.session.scalars(select(Letter)).all() and not db.session.scalars(select(Decision)).all()
    assert decide(login(ada), item, answer="").status_code == 303


def test_a_stale_decision_sends_no_letter_and_keeps_it(login, ada, item) -> None:
    page = decide(login(ada), item, version=999)
    assert page.status_code == 409 and SECRET in page.text
    assert not db.session.scalars(select(Letter)).all()


@pytest.mark.parametrize(
    "fields", [{"subject": ""}, {"body": " "}, {"body": "x" * 5001}, {"subject": "y" * 121}]
)
def test_a_wrong_letter_is_not_sent_and_kept(login, ada, item, fields) -> None:
    sent = {"subject": "About it", "body": SECRET} | fields
    page = login(ada).post(f"/review/{item.id}/letter", data=sent)
    assert page.status_code == 422 and sent["body"] in page.text and sent["subject"] in page.text
    assert not db.session.scalars(select(Letter)).all()


def test_the_item_shows_moderators_what_was_written_and_whether_it_was_read(login, letter) -> None:
    client = login(make_member(role="moderator"))
    page = client.get(f"/review/{letter.item_id}").text
    assert "Letters to the author" in page and SECRET in page and "not read yet" in page


def test_a_letter_to_a_decision_that_came_second_is_not_lost(login, ada, item) -> None:
    seen = item.version
    decide_now(item, make_member("Bea", role="moderator"), Verdict("remove", reason="past"), seen)
    page = decide(login(ada), item, version=seen)
    assert page.status_code == 409 and "Your letter was not sent" in page.text and SECRET in page.text
    assert not db.session.scalars(select(Letter)).all()
