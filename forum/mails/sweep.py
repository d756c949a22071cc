"""Drop mails that nobody needs any more, with their jobs, and try those again that an outage has kept."""

from datetime import timedelta

from sqlalchemy import delete, select

from forum.db import db, utcnow
from forum.jobs.models import Job
from forum.jobs.promise import promise
from forum.mails.models import Mail
from forum.mails.send import MAIL

SENT_KEPT_FOR = timedelta(days=7)
"""Long enough to answer "did you send it?"."""
KEPT_FOR = timedelta(days=30)
"""Not sent in this time: every link in it has expired long ago."""
REFUSED = ("SMTPRecipientsRefused", "SMTPDataError", "SMTPSenderRefused")
"""Faults of this one mail: the server is there and does not want it."""


def sweep() -> None:
    """The caller commits."""
    now = utcnow()
    is_old = (Mail.sent_at < now - SENT_KEPT_FOR) | (Mail.created_at < now - KEPT_FOR)
    mail_ids = list(db.session.scalars(select(Mail.id).where(is_old)))
    drop(mail_ids)
    try_again()


def try_again() -> None:
    """Promise anew what was given up because the mail server was away, however long. Does not commit."""
    given_up = select(Job.subject_id).where(Job.kind == MAIL, Job.state == "failed")
    for mail_id in db.session.scalars(given_up.where(Job.last_error.not_in(REFUSED))).all():
        promise(MAIL, mail_id)


def drop(mail_ids: list[int]) -> None:
    """Delete these mails, sent or not. The caller commits."""
    db.session.execute(delete(Job).where(Job.kind == MAIL, Job.subject_id.in_(mail_ids)))
    db.session.execute(delete(Mail).where(Mail.id.in_(mail_ids)))
