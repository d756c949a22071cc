"""Send a mail that waits. A mail server's outage puts the job back; the row stays."""

import structlog
from flask import current_app
from flask_mailman import EmailMultiAlternatives

from forum.db import db, utcnow
from forum.jobs.promise import finish
from forum.jobs.run import NotNow, Work
from forum.mails.models import Mail
from forum.mails.send import MAIL, NOBODY

log = structlog.get_logger()


def deliver(mail_id: int, in_request: bool) -> None:
    """Send once and empty the text. A crash between the two sends it twice, which is better than never."""
    mail = db.session.get(Mail, mail_id)
    if mail is not None and mail.recipient != NOBODY:
        message = _message(mail)
        db.session.rollback()  # a slow mail server must not hold a transaction open
        try:
            message.send()
        except OSError as error:
            raise NotNow(type(error).__name__) from error
    if finish(MAIL, mail_id) and mail is not None:  # None: its recipient left the board meanwhile
        mail.sent_at = utcnow()
        if not current_app.config["SHOWS_MAILS"]:
            mail.text = mail.html = ""
    db.session.commit()


def _message(mail: Mail) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.recipient])
    message.attach_alternative(mail.html, "text/html")
    return message


def give_up(mail_id: int) -> None:
    """`flask jobs failed` lists it, `flask jobs retry-failed` sends it again."""
    log.error("mail given up", mail=mail_id)


DELIVERY = Work(deliver, give_up)
