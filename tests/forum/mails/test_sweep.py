"""Mails go after their time, with their jobs."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.db import db, utcnow
from forum.jobs.models import Job
from forum.mails.models import Mail
from forum.mails.send import put
from forum.mails.sweep import KEPT_FOR, SENT_KEPT_FOR, sweep

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    "sent_ago, written_ago, is_kept",
    [
        (None, MINUTE, True),
        (SENT_KEPT_FOR - MINUTE, SENT_KEPT_FOR, True),
        (SENT_KEPT_FOR + MINUTE, SENT_KEPT_FOR + MINUTE, False),
        (None, KEPT_FOR - MINUTE, True),
        (None, KEPT_FOR + MINUTE, False),
    ],
)
def test_how_long_a_mail_is_kept(
    app: Flask, sent_ago: timedelta | None, written_ago: timedelta, is_kept: bool
) -> None:
    mail = put("rosa@example.org", "Subject", "Text", "<p>Text</p>")
    mail.created_at = utcnow() - written_ago
    mail.sent_at = utcnow() - sent_ago if sent_ago else None
    sweep()
    db.session.commit()
    for table in (Mail, Job):
        assert db.session.scalar(select(func.count(table.id))) == int(is_kept)


@pytest.mark.parametrize(
    "fault, state", [("TimeoutError", "due"), ("MailServerAway", "due"), ("SMTPRecipientsRefused", "failed")]
)
def test_what_an_outage_has_kept_is_tried_again(app: Flask, fault: str, state: str) -> None:
    put("rosa@example.org", "Subject", "Text", "<p>Text</p>")
    job = db.session.scalars(select(Job)).one()
    job.state, job.attempts, job.last_error = "failed", 9, fault
    sweep()
    db.session.commit()
    assert db.session.scalars(select(Job.state)).one() == state
