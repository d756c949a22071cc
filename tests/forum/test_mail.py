"""Mails: their words, their links, and what happens when the mail server is away."""

import re
import smtplib

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_mailman.backends.locmem import EmailBackend
from sqlalchemy import func, select

from forum.db import db
from forum.mail import on_our_address
from forum.members.models import Member
from tests.accounts import link_in, sign_in, sign_up
from tests.factories import PASSWORD, make_member

HEALTH = re.compile(r"lemtrada|alemtuzumab|\bMS\b|sclerosis|infusion|treatment|symptom|health|ill\b", re.I)


@pytest.fixture
def mails(client: FlaskClient, outbox: list) -> list:
    """One mail of each kind."""
    sign_up(client)
    sign_up(client, name="Somebody else")
    client.post("/confirm", data={"email": "rosa@example.org"})
    member = make_member(password=PASSWORD)
    client.post("/reset", data={"email": member.email})
    new = {"password": "a whole new kettle", "password_confirm": "a whole new kettle"}
    client.post(link_in(outbox[-1]), data=new)
    sign_in(client, member, "a whole new kettle")
    client.post("/change", data={"password": "a whole new kettle", "new_password": PASSWORD,
                                 "new_password_confirm": PASSWORD})  # fmt: skip
    return outbox


def test_every_mail_has_text_and_html_and_no_word_about_health(mails: list) -> None:
    assert len(mails) == 6
    for mail in mails:
        [(html, kind)] = mail.alternatives
        assert kind == "text/html"
        for text in (mail.subject, mail.body, html):
            assert text.strip() and not HEALTH.search(text), text
            assert "{" not in text and "!" not in text.replace("<!doctype", "")
        assert not re.search(r"style|<script|<img", html)


def test_every_link_of_a_mail_works_in_both_forms(mails: list) -> None:
    for mail in mails:
        html = mail.alternatives[0][0]
        in_text = re.findall(r"https?://\S+", mail.body)
        assert in_text
        assert sorted(in_text) == sorted(re.findall(r'href="([^"]+)"', html))


def test_links_lead_to_the_boards_address_whatever_host_was_asked_for(
    client: FlaskClient, outbox: list
) -> None:
    member = make_member(password=PASSWORD)
    client.post("/reset", data={"email": member.email}, headers={"Host": "evil.example"})
    sign_up(client, email="b@example.org")
    assert len(outbox) == 2
    for mail in outbox:
        text = mail.body + mail.alternatives[0][0]
        assert "evil.example" not in text
        assert "http://127.0.0.1:8000/" in text


def test_the_name_of_a_sign_up_does_not_get_into_a_mail(client: FlaskClient, outbox: list) -> None:
    sign_up(client, name="Buy at evil.example")
    assert "evil" not in outbox[0].body + outbox[0].alternatives[0][0] + outbox[0].subject


@pytest.mark.parametrize(
    "link, ours",
    [
        ("http://evil.example/reset/x", "http://127.0.0.1:8000/reset/x"),
        ("https://evil.example:1/confirm/x?a=b", "http://127.0.0.1:8000/confirm/x?a=b"),
    ],
)
def test_on_our_address_keeps_only_the_path(app: Flask, link: str, ours: str) -> None:
    assert on_our_address(link) == ours


@pytest.fixture(params=[ConnectionRefusedError(), TimeoutError(), smtplib.SMTPServerDisconnected("gone")])
def no_mail(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: EmailBackend, *args: object) -> None:
        raise request.param

    monkeypatch.setattr(EmailBackend, "open", fail)


def members() -> int:
    return db.session.scalar(select(func.count(Member.id))) or 0


def test_an_outage_keeps_the_sign_up_and_leads_to_sending_it_again(
    client: FlaskClient, no_mail: None
) -> None:
    assert sign_up(client).location == "/confirm"
    assert members() == 1
    page = client.get("/confirm")
    assert "Your sign-up is saved" in page.text
    assert "Nearly done" not in page.text
    assert 'value="rosa@example.org"' in page.text


def test_an_outage_does_not_tell_a_known_address_from_a_new_one(client: FlaskClient, no_mail: None) -> None:
    fresh = sign_up(client)
    text = client.get("/confirm").text
    known = sign_up(client, name="Somebody else")
    assert known.location == fresh.location
    assert client.get("/confirm").text == text


@pytest.mark.parametrize("path", ["/reset", "/confirm"])
def test_an_outage_answers_alike_for_every_address(client: FlaskClient, no_mail: None, path: str) -> None:
    known = make_member(
        password=PASSWORD, confirmed_at=None if path == "/confirm" else make_member().confirmed_at
    )
    texts = []
    for email in (known.email, "nobody@example.org"):
        assert client.post(path, data={"email": email}).location == path
        page = client.get(path).text
        assert f'value="{email}"' in page
        texts.append(page.replace(email, "x"))
    assert texts[0] == texts[1]
    assert "could not be sent" in texts[0]


def test_a_changed_password_stays_changed_when_its_notice_cannot_be_sent(
    client: FlaskClient, no_mail: None
) -> None:
    member = make_member(password=PASSWORD)
    sign_in(client, member)
    new = {"new_password": "a whole new kettle", "new_password_confirm": "a whole new kettle"}
    assert client.post("/change", data={"password": PASSWORD} | new).location == "/settings"
    client.post("/logout")
    assert sign_in(client, member, "a whole new kettle").status_code == 302


def test_no_write_lock_is_held_while_the_mail_server_is_asked(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    monkeypatch.setattr(EmailBackend, "open", lambda self: seen.append(db.session().in_transaction()))
    sign_up(client)
    assert seen == [False]
