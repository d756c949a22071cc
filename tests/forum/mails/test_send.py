"""A mail is a row and a promise; an outage of the mail server delays it and loses nothing."""

import pytest
from flask import Flask
from flask_mailman import EmailMultiAlternatives
from sqlalchemy import select, update

from forum.db import db, utcnow
from forum.jobs.models import Job
from forum.jobs.run import run_due
from forum.mails.models import Mail
from forum.mails.send import MAIL, put


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


def test_an_outage_delays_it(monkeypatch: pytest.MonkeyPatch, waiting: Mail) -> None:
    def refuse(mail: EmailMultiAlternatives, *_: object) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr(EmailMultiAlternatives, "send", refuse)
        assert run_due() == 1
    job = db.session.scalars(select(Job).filter_by(kind=MAIL)).one()
    assert (job.state, job.last_error) == ("due", "ConnectionRefusedError")
    db.session.execute(update(Job).values(due_at=utcnow()))
    db.session.commit()
    assert run_due() == 1
    db.session.refresh(waiting)
    assert waiting.sent_at is not None
