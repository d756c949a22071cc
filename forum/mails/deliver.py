"""Send a mail that waits. A mail server's outage puts the job back; the row stays."""

import structlog
from flask_mailman import EmailMultiAlternatives

from forum.db import db, utcnow
from forum.jobs.promise import finish
from forum.jobs.run import NotNow, Work
from forum.mails.models import Mail
from forum.mails.send import MAIL

log = structlog.get_logger()


def deliver(mail_id: int, in_request: bool) -> None:
    """Send once and empty the text. A crash between the two sends it twice, which is better than never."""
    mail = db.session.get_one(Mail, mail_id)
    message = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.recipient])
    message.attach_alternative(mail.html, "text/html")
    try:
        message.send()
    except OSError as error:
        raise NotNow(type(error).__name__) from error
    if finish(MAIL, mail_id):
        mail.sent_at, mail.text, mail.html = utcnow(), "", ""
    db.session.commit()


def give_up(mail_id: int) -> None:
    log.error("mail given up", mail=mail_id)


DELIVERY = Work(deliver, give_up)
