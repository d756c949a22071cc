"""What silenced and suspended members may do: every address that changes something, in one table.

A new address without a row fails the first test.
"""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.db import db, utcnow
from forum.drafts.models import ParkedForm
from forum.members.gate import CLOSED_TO_SILENCED
from forum.members.models import Member
from forum.members.standing import restore, silence, suspend
from forum.modlog.models import ModLogEntry
from forum.own_data.close import ask_to_close
from forum.posts.models import Post
from tests.accounts import is_signed_in, sign_in
from tests.codes import code_at
from tests.factories import PASSWORD, make_member, make_post, make_thread

MAY, MAY_NOT = "may", "may not"
REASON = "You wrote to other members about money."

SILENCED = {
    "/boards/<slug>/new": MAY_NOT,
    "/threads/<row:thread_id>/reply": MAY_NOT,
    "/posts/<row:post_id>/edit": MAY_NOT,
    "/posts/<row:post_id>/report": MAY_NOT,
    "/threads/<row:thread_id>/<any(lock, unlock, pin, unpin):verb>": MAY_NOT,
    "/threads/<row:thread_id>/move": MAY_NOT,
    "/members/<row:member_id>/standing": MAY_NOT,
    "/members/<row:member_id>/restore": MAY_NOT,
    "/posts/<row:post_id>/hide": MAY_NOT,
    "/review/<row:item_id>/letter": MAY_NOT,
    "/review/<row:item_id>/ask": MAY_NOT,
    "/review/<row:item_id>/ask/<row:ask_id>": MAY_NOT,
    "/letters/<row:letter_id>/read": MAY,
    "/posts/<row:post_id>/show-again": MAY_NOT,
    "/review/<row:item_id>/decide": MAY_NOT,
    "/review/<row:item_id>/undo": MAY_NOT,
    "/review/<row:item_id>/take": MAY_NOT,
    "/review/<row:item_id>/prolong": MAY_NOT,
    "/review/<row:item_id>/give-back": MAY_NOT,
    "/review/<row:item_id>/take-over": MAY_NOT,
    "/review/alarms/<row:alarm_id>": MAY_NOT,
    "/review/cases/<row:decision_id>": MAY_NOT,
    "/review/proposals/new/<any(phrase, confuser, sign, limit):kind>": MAY_NOT,
    "/review/proposals/<row:proposal_id>/change": MAY_NOT,
    "/review/proposals/<row:proposal_id>/backtest": MAY_NOT,
    "/review/proposals/<row:proposal_id>/shadow": MAY_NOT,
    "/review/proposals/<row:proposal_id>/approve": MAY_NOT,
    "/review/proposals/<row:proposal_id>/withdraw": MAY_NOT,
    "/review/try": MAY,
    # What is about their own safety, text, settings and account stays open.
    "/posts/<row:post_id>/answer": MAY,
    "/posts/<row:post_id>/answer/take-back": MAY,
    "/posts/<row:post_id>/delete": MAY,
    "/threads/<row:thread_id>/seen": MAY,
    "/preview": MAY,
    "/review/views": MAY,
    "/review/views/<row:view_id>/rename": MAY,
    "/review/views/<row:view_id>/default": MAY,
    "/review/views/<row:view_id>/delete": MAY,
    "/desk/notes/<row:note_id>/put-away": MAY,
    "/desk/alarms/put-away": MAY,
    "/desk/notes/put-away": MAY,
    "/desk/settings": MAY,
    "/desk/pause": MAY,
    "/desk/back": MAY,
    "/on-call": MAY_NOT,
    "/on-call/<row:shift_id>/off": MAY,
    "/country": MAY,
    "/settings": MAY,
    "/settings/sign-out-everywhere": MAY,
    "/settings/data/export": MAY,
    "/settings/data/download/<key>": MAY,
    "/settings/data/delete": MAY,
    "/settings/closing/keep": MAY,
    "/settings/closing/stay": MAY,
    "/data-deletion/facebook": MAY,
    "/settings/ways-in/link": MAY,
    "/settings/ways-in/<row:identity_id>/remove": MAY,
    "/settings/ways-in/remove-password": MAY,
    "/arrival/address": MAY,
    "/arrival/code": MAY,
    "/arrival/prove": MAY,
    "/arrival/stop": MAY,
    "/welcome": MAY,
    "/settings/devices/<row:device_id>/sign-out": MAY,
    "/settings/devices/sign-out-others": MAY,
    "/settings/passkeys": MAY,
    "/settings/passkeys/<token>": MAY,
    "/settings/passkeys/remove": MAY,
    "/settings/second-factor/app": MAY,
    "/settings/second-factor/app/<token>": MAY,
    "/settings/second-factor/codes": MAY,
    "/settings/second-factor/codes.txt": MAY,
    "/settings/second-factor/off": MAY,
    "/second-factor": MAY,
    "/login/code": MAY,
    "/login/no-code": MAY,
    "/login/passkey": MAY,
    "/login/passkey/<token>": MAY,
    "/login/recovery-code": MAY,
    "/verify/passkey": MAY,
    "/verify/passkey/<token>": MAY,
    "/change": MAY,
    "/verify": MAY,
    "/login": MAY,
    "/sign-in/<key>": MAY,
    "/logout": MAY,
    "/register": MAY,
    "/confirm": MAY,
    "/confirm/<token>": MAY,
    "/reset": MAY,
    "/reset/<token>": MAY,
}
"""Suspended members are signed out before any of these; a visitor may do then what is public."""


def test_every_address_that_changes_something_has_a_row(app: Flask) -> None:
    found = {rule.rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    assert found == SILENCED.keys()
    assert app.view_functions.keys() >= CLOSED_TO_SILENCED


@pytest.fixture
def member(app: Flask, fake_reader) -> Member:
    return make_member("Rosa", role="moderator", password=PASSWORD)


@pytest.fixture
def rows(member: Member) -> dict[str, object]:
    """What the variable parts of the addresses stand for; the post is the member's own."""
    post = make_post(make_thread(), author=member)
    ids = {"post_id": post.id, "thread_id": post.thread_id, "slug": post.thread.board.slug}
    return ids | {"item_id": 1, "token": "x", "verb": "lock", "kind": "limit"}


def send(client: FlaskClient, rule: str, rows: dict[str, object], **fields: str):
    path = re.sub(r"<(?:[^<>]*:)?(\w+)>", lambda found: str(rows.get(found[1], 1)), rule)
    return client.post(path, data={"body": "What I typed"} | fields)


@pytest.mark.parametrize("rule", SILENCED)
def test_what_a_silenced_member_may_do(login, member: Member, rows, rule: str) -> None:
    silence(member, 3, REASON)
    answer = send(login(member), rule, rows)
    assert ("You cannot post for now" in answer.text) is (SILENCED[rule] == MAY_NOT)
    assert (answer.status_code == 403) is (SILENCED[rule] == MAY_NOT)
    if SILENCED[rule] == MAY_NOT:
        assert REASON in answer.text and "UTC" in answer.text and "mailto:" in answer.text
        assert "What I typed" in answer.text and 'href="tel:' in answer.text


@pytest.mark.parametrize("rule", SILENCED)
def test_a_suspended_member_may_nothing_and_the_session_ends(login, member: Member, rows, rule: str) -> None:
    client = login(member)
    member.suspended_until, member.standing_reason = utcnow() + timedelta(days=1), REASON
    answer = send(client, rule, rows)
    assert answer.status_code == 403
    assert "You cannot sign in for now" in answer.text and REASON in answer.text
    assert not is_signed_in(client)


OPEN_TO_CLOSING = {
    "/country",
    "/logout",
    "/data-deletion/facebook",
    *(rule for rule in SILENCED if rule.startswith(("/settings/data/", "/settings/closing/"))),
}


@pytest.mark.parametrize("rule", SILENCED)
def test_whose_account_is_to_be_deleted_chooses_first(login, member: Member, rows, rule: str) -> None:
    ask_to_close(member, keeps_posts=True)
    answer = send(login(member), rule, rows)
    is_led = answer.status_code == 303 and answer.location == "/settings/closing"
    assert is_led is (rule not in OPEN_TO_CLOSING) or rule == "/settings/data/delete"


@pytest.mark.parametrize("rule", SILENCED)
def test_in_good_standing_nothing_is_refused(login, member: Member, rows, rule: str) -> None:
    assert "for now" not in send(login(member), rule, rows).text


@pytest.mark.parametrize("field", ["silenced_until", "suspended_until"])
def test_both_end_by_themselves(login, member: Member, rows, field: str) -> None:
    setattr(member, field, utcnow() - timedelta(seconds=1))
    assert send(login(member), "/threads/<row:thread_id>/reply", rows).status_code == 303


def test_a_silenced_member_changes_nothing_and_finds_the_text_again(login, member: Member, rows) -> None:
    silence(member, 3, REASON)
    client, before = login(member), db.session.scalar(select(func.count(Post.id)))
    path = f"/threads/{rows['thread_id']}/reply"
    assert "You cannot post for now" in client.get(path).text
    client.post(path, data={"body": "What I typed"})
    assert db.session.scalar(select(func.count(Post.id))) == before
    assert db.session.scalars(select(ParkedForm)).one().fields["body"] == "What I typed"
    restore(member)
    assert "What I typed" in client.get(path).text


def test_a_silenced_member_reads_and_is_told_where_the_reply_box_was(login, member: Member, rows) -> None:
    silence(member, 3, REASON)
    page = login(member).get(f"/threads/{rows['thread_id']}")
    assert page.status_code == 200 and "You cannot post until" in page.text
    assert "Post reply" not in page.text


def test_the_right_password_of_a_suspended_member_opens_the_page_that_says_why(
    client: FlaskClient, member: Member
) -> None:
    suspend(member, 3, REASON)
    assert "for now" not in sign_in(client, member, "not this one").text
    sign_in(client, member)
    answer = client.post("/login/code", data={"code": code_at()}, follow_redirects=True)
    assert answer.status_code == 403 and REASON in answer.text and "mailto:" in answer.text
    assert "Sign out" not in answer.text and "Join" in answer.text
    assert not is_signed_in(client)


def test_a_suspension_ends_running_sessions_for_good(login, member: Member) -> None:
    client = login(member)
    assert is_signed_in(client)
    suspend(member, 3, REASON)
    assert not is_signed_in(client)
    restore(member)
    assert not is_signed_in(client)


@pytest.mark.parametrize("verb, subject", [(silence, "cannot post"), (suspend, "cannot sign in")])
def test_the_member_is_told_by_mail_and_the_mod_log_has_it(
    app: Flask, outbox, member: Member, verb, subject: str
) -> None:
    verb(member, 3, REASON)
    restore(member)
    told, restored = outbox[0], outbox[1]
    assert subject in told.subject and REASON in told.body and REASON not in told.subject
    assert "you can post again" in restored.subject and "http://127.0.0.1:8000/" in restored.body
    entries = list(db.session.scalars(select(ModLogEntry).order_by(ModLogEntry.id)))
    assert [entry.action for entry in entries] == [
        {silence: "silenced", suspend: "suspended"}[verb],
        "restored",
    ]
    assert entries[0].member_id == member.id and entries[0].note == REASON


def test_restoring_a_member_in_good_standing_changes_nothing(app: Flask, member: Member) -> None:
    assert restore(member) is False
    assert db.session.scalar(select(func.count(ModLogEntry.id))) == 0


def test_the_mod_log_page_shows_it(login, app: Flask) -> None:
    silence(make_member("Somebody"), 3, REASON)
    page = login(make_member(role="moderator")).get("/modlog")
    assert "silenced" in page.text and REASON in page.text


def test_the_mod_log_names_the_operator_and_leads_to_the_member(login) -> None:
    member = make_member()
    silence(member, 3, "Adverts.")
    restore(member)
    page = login(make_member(role="moderator")).get("/modlog").text
    assert "<strong>The operator</strong> silenced" in page and f'href="/members/{member.id}"' in page
    assert "member:" not in page and page.count("→ ") == 1
    assert "<span>until: " in page and "→ standing: good" in page
