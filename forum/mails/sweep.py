"""Drop mails that nobody needs any more, with their jobs."""

from datetime import timedelta

from sqlalchemy import delete, select

from forum.db import db, utcnow
from forum.jobs.models import Job
from forum.mails.models import Mail
from forum.mails.send import MAIL

SENT_KEPT_FOR = timedelta(days=7)
"""Long enough to answer "did you send it?"."""
KEPT_FOR = timedelta(days=30)
"""Given up and not retried in this time: every link in it has expired long ago."""


def sweep() -> None:
    """The caller commits."""
    now = utcnow()
    is_old = (Mail.sent_at < now - SENT_KEPT_FOR) | (Mail.created_at < now - KEPT_FOR)
    mail_ids = list(db.session.scalars(select(Mail.id).where(is_old)))
    drop(mail_ids)


def drop(mail_ids: list[int]) -> None:
    """Delete these mails, sent or not. The caller commits."""
    db.session.execute(delete(Job).where(Job.kind == MAIL, Job.subject_id.in_(mail_ids)))
    db.session.execute(delete(Mail).where(Mail.id.in_(mail_ids)))
