"""Flask-Security's mails: their words, their links, and what a mail server's outage does to pages."""

import re
from collections.abc import Sequence

import pytest
from flask.testing import FlaskClient
from flask_mailman.backends.locmem import EmailBackend
from sqlalchemy import func, select, update

from forum.db import db, utcnow
from forum.jobs.models import Job
from forum.mails.deliver import AWAY_UNTIL
from forum.mails.send import MAIL
from forum.members.models import Member
from tests.accounts import link_in, sign_in, sign_up
from tests.factories import PASSWORD, make_member

HEALTH = re.compile(r"lemtrada|alemtuzumab|\bMS\b|sclerosis|infusion|treatment|symptom|health|ill\b", re.I)


@pytest.fixture
def mails(client: FlaskClient, outbox: Sequence) -> Sequence:
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


def test_every_mail_has_text_and_html_and_no_word_about_health(mails: Sequence) -> None:
    assert len(mails) == 6
    for mail in mails:
        [(html, kind)] = mail.alternatives
        assert kind == "text/html"
        for text in (mail.subject, mail.body, html):
            assert text.strip() and not HEALTH.search(text), text
            assert "{" not in text and "!" not in text.replace("<!doctype", "")
        assert not re.search(r"style|<script|<img", html)


def test_every_link_of_a_mail_works_in_both_forms(mails: Sequence) -> None:
    for mail in mails:
        html = mail.alternatives[0][0]
        in_text = re.findall(r"https?://\S+", mail.body)
        assert in_text
        assert sorted(in_text) == sorted(re.findall(r'href="([^"]+)"', html))


def test_links_lead_to_the_boards_address_whatever_host_was_asked_for(
    client: FlaskClient, outbox: Sequence
) -> None:
    member = make_member(password=PASSWORD)
    client.post("/reset", data={"email": member.email}, headers={"Host": "evil.example"})
    sign_up(client, email="b@example.org")
    assert len(outbox) == 2
    for mail in outbox:
        text = mail.body + mail.alternatives[0][0]
        assert "evil.example" not in text
        assert "http://127.0.0.1:8000/" in text


def test_the_name_of_a_sign_up_does_not_get_into_a_mail(client: FlaskClient, outbox: Sequence) -> None:
    sign_up(client, name="Buy at evil.example")
    assert "evil" not in outbox[0].body + outbox[0].alternatives[0][0] + outbox[0].subject


@pytest.fixture
def outage(monkeypatch: pytest.MonkeyPatch) -> list[Exception]:
    """The mail server is away until the list is emptied."""
    faults: list[Exception] = [ConnectionRefusedError()]
    usual = EmailBackend.send_messages

    def send_messages(self: EmailBackend, *args: object) -> object:
        if faults:
            raise faults[0]
        return usual(self, *args)

    monkeypatch.setattr(EmailBackend, "send_messages", send_messages)
    return faults


def members() -> int:
    return db.session.scalar(select(func.count(Member.id))) or 0


def test_an_outage_delays_the_mail_and_the_page_says_that_it_is_on_its_way(
    client: FlaskClient, outbox: Sequence, outage: list[Exception]
) -> None:
    assert sign_up(client).location == "/login"
    assert "is on its way" in client.get("/login").text
    assert members() == 1 and len(outbox) == 0
    outage.clear()
    client.application.extensions.pop(AWAY_UNTIL)
    db.session.execute(update(Job).filter_by(kind=MAIL).values(due_at=utcnow()))
    assert [mail.to for mail in outbox] == [["rosa@example.org"]]
    assert client.get(link_in(outbox[0])).location == "/login"
    assert sign_in(client, "rosa@example.org").location == "/go-on"


def test_no_page_waits_for_the_mail_server(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(EmailBackend, "open", lambda self: asked.append(1))
    member = make_member(password=PASSWORD)
    sign_up(client)
    client.post("/reset", data={"email": member.email})
    client.post("/confirm", data={"email": "rosa@example.org"})
    assert not asked
    assert db.session.scalar(select(func.count(Job.id)).filter_by(kind=MAIL, state="due")) == 3


@pytest.mark.parametrize("path", ["/reset", "/confirm"])
def test_a_mail_is_kept_also_where_the_view_saves_nothing(
    client: FlaskClient, outbox: Sequence, path: str
) -> None:
    confirmed = {} if path == "/reset" else {"confirmed_at": None}
    member = make_member(password=PASSWORD, **confirmed)
    client.post(path, data={"email": member.email})
    assert [mail.to for mail in outbox] == [[member.email]]
