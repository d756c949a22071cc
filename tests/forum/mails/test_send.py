"""A mail is a row and a promise; an outage of the mail server delays it and loses nothing."""

import smtplib

import pytest
from flask import Flask
from flask_mailman import EmailMultiAlternatives
from sqlalchemy import select, update

from forum.db import db, utcnow
from forum.jobs.models import Job
from forum.jobs.promise import MOST_TRIES
from forum.jobs.run import run_due
from forum.mails.deliver import AWAY_UNTIL
from forum.mails.models import Mail
from forum.mails.send import MAIL, NOBODY, put


@pytest.fixture
def waiting(app: Flask) -> Mail:
    mail = put("rosa@example.org", "Careboard: hello", "Plain words.", "<p>Plain words.</p>")
    db.session.commit()
    return mail


def test_a_mail_is_sent_once_and_its_text_is_emptied(app: Flask, waiting: Mail) -> None:
    outbox = app.extensions["mailman"].outbox = []
    assert run_due() == 1 and run_due() == 0
    db.session.refresh(waiting)
    assert [mail.to for mail in outbox] == [["rosa@example.org"]]
    assert outbox[0].alternatives[0][0] == "<p>Plain words.</p>"
    assert (waiting.text, waiting.html) == ("", "") and waiting.sent_at is not None


def test_an_outage_delays_it(app: Flask, monkeypatch: pytest.MonkeyPatch, waiting: Mail) -> None:
    def refuse(mail: EmailMultiAlternatives, *_: object) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr(EmailMultiAlternatives, "send", refuse)
        assert run_due() == 1
    job = db.session.scalars(select(Job).filter_by(kind=MAIL)).one()
    assert (job.state, job.last_error) == ("due", "ConnectionRefusedError")
    app.extensions.pop(AWAY_UNTIL)
    db.session.execute(update(Job).values(due_at=utcnow()))
    db.session.commit()
    assert run_due() == 1
    db.session.refresh(waiting)
    assert waiting.sent_at is not None


def test_a_mail_to_nobody_is_done_and_never_sent(app: Flask) -> None:
    mail = put(NOBODY, "Careboard: hello", "Plain words.", "<p>Plain words.</p>")
    db.session.commit()
    outbox = app.extensions["mailman"].outbox = []
    assert run_due() == 1
    db.session.refresh(mail)
    assert outbox == [] and mail.sent_at is not None and mail.text == ""


def test_a_mail_whose_recipient_left_is_done(app: Flask, waiting: Mail) -> None:
    db.session.delete(waiting)
    db.session.commit()
    assert run_due() == 1
    assert db.session.scalars(select(Job.state)).one() == "done"


def test_no_transaction_is_open_while_the_mail_server_is_asked(
    monkeypatch: pytest.MonkeyPatch, waiting: Mail
) -> None:
    seen = []
    monkeypatch.setattr(
        EmailMultiAlternatives, "send", lambda mail: seen.append(db.session().in_transaction())
    )
    run_due()
    assert seen == [False]


def test_a_mail_that_was_given_up_is_listed_and_sent_when_tried_again(
    app: Flask, monkeypatch: pytest.MonkeyPatch, waiting: Mail
) -> None:
    def refuse(mail: EmailMultiAlternatives) -> None:
        raise TimeoutError

    with monkeypatch.context() as patch:
        patch.setattr(EmailMultiAlternatives, "send", refuse)
        for _ in range(MOST_TRIES):
            db.session.execute(update(Job).values(due_at=utcnow()))
            db.session.commit()
            run_due()
            app.extensions.pop(AWAY_UNTIL)
    listed = app.test_cli_runner().invoke(args=["jobs", "failed"]).output
    assert "mail" in listed and "TimeoutError" in listed and "rosa" not in listed
    assert "1 jobs due again" in app.test_cli_runner().invoke(args=["jobs", "retry-failed"]).output
    assert run_due() == 1
    db.session.refresh(waiting)
    assert waiting.sent_at is not None


@pytest.mark.parametrize(
    "fault, tries",
    [(TimeoutError(), 1), (smtplib.SMTPServerDisconnected(), 1), (smtplib.SMTPRecipientsRefused({}), 2)],
)
def test_a_mail_server_that_is_away_is_left_alone_for_a_while(
    app: Flask, monkeypatch: pytest.MonkeyPatch, waiting: Mail, fault: OSError, tries: int
) -> None:
    put("bea@example.org", "Careboard: hello", "Plain words.", "<p>Plain words.</p>")
    db.session.commit()
    asked = []

    def refuse(mail: EmailMultiAlternatives) -> None:
        asked.append(mail)
        raise fault

    monkeypatch.setattr(EmailMultiAlternatives, "send", refuse)
    assert run_due() == 2
    app.extensions.pop(AWAY_UNTIL, None)
    assert len(asked) == tries
