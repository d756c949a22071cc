"""Send a mail that waits. A mail server's outage puts the job back; the row stays."""

import smtplib
import time

import structlog
from flask import current_app
from flask_mailman import EmailMultiAlternatives

from forum.db import db, utcnow
from forum.jobs.promise import finish
from forum.jobs.run import NotNow, Work
from forum.mails.models import Mail
from forum.mails.send import MAIL, NOBODY

log = structlog.get_logger()

AWAY_UNTIL = "mail_server_away_until"
AWAY_SECONDS = 20.0


def deliver(mail_id: int, in_request: bool) -> None:
    """Send once and empty the text. A crash between the two sends it twice, which is better than never."""
    mail = db.session.get(Mail, mail_id)
    if mail is not None and mail.recipient != NOBODY:
        message = _message(mail)
        db.session.rollback()  # a slow mail server must not hold a transaction open
        _send(message)
    if finish(MAIL, mail_id) and mail is not None:  # None: its recipient left the board meanwhile
        mail.sent_at = utcnow()
        if not current_app.config["SHOWS_MAILS"]:
            mail.text = mail.html = ""
    db.session.commit()


def _send(message: EmailMultiAlternatives) -> None:
    """Hand it to the mail server. One that is away is left alone for a while: behind this mail may wait
    others, and posts to be read, and each try can take as long as the server is silent."""
    if time.monotonic() < current_app.extensions.get(AWAY_UNTIL, 0.0):
        raise NotNow("MailServerAway")
    try:
        message.send()
    except OSError as error:
        if not isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPResponseException):
            current_app.extensions[AWAY_UNTIL] = time.monotonic() + AWAY_SECONDS
        raise NotNow(type(error).__name__) from error


def _message(mail: Mail) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.recipient])
    message.attach_alternative(mail.html, "text/html")
    return message


def give_up(mail_id: int) -> None:
    """`flask jobs failed` lists it, `flask jobs retry-failed` sends it again."""
    log.error("mail given up", mail=mail_id)


DELIVERY = Work(deliver, give_up)
