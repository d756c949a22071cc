"""Deleting the account: the choice, the seven days, the way back, and the end."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from forum.db import db, utcnow
from forum.jobs.models import Job
from forum.jobs.run import run_due
from forum.jobs.worker import Rounds
from forum.mails.models import Mail
from forum.members.models import Member
from forum.own_data.close import CLOSE, ask_to_close, closing_of, sweep
from forum.own_data.models import Closing
from tests.accounts import is_signed_in, link_in, sign_in
from tests.counting import queries
from tests.factories import make_post

DELETE = "/settings/data/delete"

pytestmark = pytest.mark.usefixtures("reader")


def ask(client, posts: str = "keep"):
    return client.post(DELETE, data={"posts": posts})


def test_the_page_says_what_will_happen_and_asks_for_a_choice(freshly, rosa) -> None:
    client = freshly(rosa)
    assert "7 days" in client.get(DELETE).text
    answer = client.post(DELETE, data={})
    assert answer.status_code == 422 and "Choose what shall become" in answer.text
    assert closing_of(rosa) is None


def test_an_old_session_is_asked_for_the_password_first(freshly, rosa) -> None:
    client = freshly(rosa, ago=timedelta(hours=1))
    assert client.get(DELETE).location == f"/verify?next={DELETE}"
    assert ask(client).location.startswith("/verify")
    assert closing_of(rosa) is None
    proven = client.post(f"/verify?next={DELETE}", data={"password": "purple kettle under rain"})
    assert proven.location.endswith(DELETE)
    assert client.get(DELETE).status_code == 200


def test_who_has_no_password_is_offered_the_other_ways(freshly, rosa) -> None:
    rosa.password = None
    client = freshly(rosa, ago=timedelta(hours=1))
    asked = client.get(DELETE).location
    assert asked == f"/verify?next={DELETE}"
    assert "You have no password here" in client.get(asked).text


def test_who_reads_slowly_is_not_asked_in_the_middle_of_the_form(freshly, rosa) -> None:
    client = freshly(rosa, ago=timedelta(minutes=29))
    assert client.get(DELETE).status_code == 200
    with client.session_transaction() as session:
        session["fs_paa"] -= 600
    assert ask(client).location.startswith("/data-deletion/")


def test_asking_signs_out_everywhere_and_leads_to_the_status(app: Flask, freshly, rosa) -> None:
    elsewhere = app.test_client()
    sign_in(elsewhere, rosa)
    answer = ask(freshly(rosa))
    closing = closing_of(rosa)
    assert answer.location == f"/data-deletion/{closing.code}"
    assert not is_signed_in(elsewhere)
    assert closing.due_at - closing.asked_at > timedelta(days=6, hours=23)
    page = app.test_client().get(answer.location).text
    assert "will be deleted" in page and "Rosa" not in page


def test_a_mail_says_what_was_asked_and_how_to_undo_it(app: Flask, freshly, rosa, outbox) -> None:
    ask(freshly(rosa), "delete")
    run_due()
    [mail] = outbox
    assert mail.to == [rosa.email] and "text of your posts will be deleted" in mail.body
    assert link_in(mail) == "/login" and "127.0.0.1:8000/login" in mail.body
    assert "Rosa" not in mail.subject


def test_posts_stay_with_their_name_for_seven_days(app: Flask, client, rosa) -> None:
    post = make_post(author=rosa, body="Still here.")
    ask_to_close(rosa, keeps_posts=False)
    run_due()
    page = client.get(f"/threads/{post.thread_id}").text
    assert "Still here." in page and "Rosa" in page


@pytest.mark.parametrize("path", ["/", "/settings", "/settings/data/delete", "/go-on"])
def test_signing_in_again_leads_to_the_choice(client, rosa, path: str) -> None:
    ask_to_close(rosa, keeps_posts=True)
    db.session.commit()
    sign_in(client, rosa)
    answer = client.get(path, follow_redirects=True)
    assert answer.request.path == "/settings/closing"
    assert "Keep my account" in answer.text and "Stay with deletion" in answer.text


def test_a_closing_account_can_do_nothing_but_choose(login, rosa) -> None:
    post = make_post(author=rosa)
    ask_to_close(rosa, keeps_posts=True)
    answer = login(rosa).post(f"/threads/{post.thread_id}/reply", data={"body": "More", "form_key": "k"})
    assert answer.location == "/settings/closing"
    assert login(rosa).get("/country").status_code == 200


def test_a_page_asks_for_the_device_and_the_deletion_at_once(login, rosa) -> None:
    client = login(rosa)
    with queries() as statements:
        assert client.get("/").status_code == 200
    [asked] = [statement for statement in statements if "closing" in statement]
    assert "FROM device" in asked


def test_keeping_the_account_brings_everything_back(login, rosa, after_seven_days) -> None:
    code = ask_to_close(rosa, keeps_posts=False).code
    client = login(rosa)
    assert client.post("/settings/closing/keep").location == "/"
    assert is_signed_in(client)
    after_seven_days()
    assert db.session.get(Member, rosa.id).name == "Rosa"
    assert "was kept" in client.get(f"/data-deletion/{code}").text


def test_staying_with_deletion_signs_out(login, rosa) -> None:
    code = ask_to_close(rosa, keeps_posts=True).code
    client = login(rosa)
    assert client.post("/settings/closing/stay").location == f"/data-deletion/{code}"
    assert not is_signed_in(client)
    assert closing_of(rosa) is not None


def test_asked_twice_the_first_word_counts(app: Flask, rosa) -> None:
    first = ask_to_close(rosa, keeps_posts=True)
    db.session.commit()
    assert ask_to_close(rosa, keeps_posts=False) is first and first.keeps_posts
    assert db.session.scalar(select(func.count(Mail.id))) == 1


def test_who_kept_the_account_can_ask_again(login, rosa, after_seven_days) -> None:
    ask_to_close(rosa, keeps_posts=True)
    login(rosa).post("/settings/closing/keep")
    member_id = rosa.id
    ask_to_close(rosa, keeps_posts=True)
    after_seven_days()
    assert db.session.get(Member, member_id) is None


def test_nothing_is_erased_before_the_seven_days_are_over(app: Flask, rosa) -> None:
    ask_to_close(rosa, keeps_posts=True)
    db.session.commit()
    run_due()
    assert db.session.get(Member, rosa.id) is not None


@pytest.mark.parametrize("word, text_stays", [("keep", True), ("delete", False)])
def test_after_seven_days_the_member_is_gone(freshly, rosa, after_seven_days, word: str, text_stays) -> None:
    post, member_id = make_post(author=rosa, body="My words."), rosa.id
    client = freshly(rosa)
    status = ask(client, word).location
    after_seven_days()
    assert db.session.get(Member, member_id) is None
    assert ("My words." in client.get(f"/threads/{post.thread_id}").text) is text_stays
    assert "is deleted" in client.get(status).text
    assert client.get(f"/members/{member_id}").status_code == 404


def test_the_cookie_of_an_erased_member_is_worthless(login, rosa, after_seven_days) -> None:
    ask_to_close(rosa, keeps_posts=True)
    client = login(rosa)
    assert client.get("/settings/closing").status_code == 200
    after_seven_days()
    assert not is_signed_in(client)
    assert client.get("/settings/closing").location.startswith("/login")


def test_an_erased_member_cannot_sign_in_and_may_join_again(client, rosa, after_seven_days) -> None:
    email = rosa.email
    ask_to_close(rosa, keeps_posts=True)
    after_seven_days()
    sign_in(client, email)
    assert not is_signed_in(client)
    assert db.session.scalar(select(func.count(Member.id)).where(Member.email == email)) == 0


def test_a_deletion_that_was_given_up_is_promised_again(app: Flask, rosa) -> None:
    closing = ask_to_close(rosa, keeps_posts=True)
    closing.due_at = utcnow() - timedelta(days=1)
    db.session.execute(update(Job).where(Job.kind == CLOSE).values(state="failed"))
    sweep()
    db.session.commit()
    assert db.session.scalars(select(Job).filter_by(kind=CLOSE)).one().state == "due"


def test_the_worker_sweeps(app: Flask, rosa) -> None:
    closing = ask_to_close(rosa, keeps_posts=True)
    closing.due_at = utcnow() - timedelta(days=1)
    db.session.execute(update(Job).where(Job.kind == CLOSE).values(state="failed"))
    db.session.commit()
    Rounds().next()
    Rounds().next()
    assert db.session.scalars(select(Closing)).one().done_at is not None


def test_an_unknown_code_is_no_page(client) -> None:
    assert client.get("/data-deletion/nobody-has-this-code").status_code == 404


def test_choosing_without_a_closing_leads_on(login, rosa) -> None:
    client = login(rosa)
    assert client.get("/settings/closing").location == "/settings/data"
    assert client.post("/settings/closing/keep").location == "/"
    assert client.post("/settings/closing/stay").location == "/settings/data"
    assert is_signed_in(client)
