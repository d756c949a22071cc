"""Mail: links that lead to our own address, and a mail server whose outage loses nobody a sign-up."""

from typing import Any
from urllib.parse import urlsplit

import structlog
from flask import Flask, current_app, flash, redirect, request, session, url_for
from flask_mailman import Mail
from flask_security import MailUtil
from werkzeug.wrappers import Response

from forum.db import db

log = structlog.get_logger()
mail = Mail()

NOTICES = frozenset({"security/email/reset_notice", "security/email/change_notice"})
"""Mails that only tell: what they tell of has happened, so a lost one stops nobody."""
MAIL_TO = "mail_to"
"""Session key: the address whose mail could not be sent, so that it need not be typed again."""
NOT_SENT = {
    "security.register": "Your sign-up is saved, but our mail to you could not be sent just now. "
    "Have it sent again in a few minutes, here.",
}
NOT_SENT_ELSEWHERE = "The mail could not be sent just now. Nothing is lost: try again in a few minutes."


class MailDown(Exception):
    """The mail server did not take a mail. What the mail is about has been saved."""

    def __init__(self, recipient: str = "") -> None:
        super().__init__("the mail server did not take a mail")
        self.recipient = recipient


class BoardMail(MailUtil):
    """Flask-Security's mails, sent after what they speak of is saved."""

    def send_mail(self, template: str, subject: str, recipient: Any, *rest: Any, **context: Any) -> None:
        # Before the mail server has its say: an outage must not undo a sign-up, and a slow one must not hold
        # SQLite's only write lock.
        db.session.commit()
        try:
            super().send_mail(template, subject, recipient, *rest, **context)
        except OSError as error:
            log.error("mail not sent", template=template, error=type(error).__name__)
            if template not in NOTICES:
                raise MailDown(recipient) from None


def knock(recipient: str) -> None:
    """Greet the mail server as for a mail: when it is down, an unknown address fares like a known one."""
    try:
        with current_app.extensions["mailman"].get_connection():
            pass
    except OSError as error:
        log.error("mail server not reachable", error=type(error).__name__)
        raise MailDown(recipient) from None


def on_our_address(link: str) -> str:
    """The link on the board's own address: what a request claims as its host must not get into a mail."""
    parts, ours = urlsplit(link), urlsplit(current_app.config["BASE_URL"])
    return parts._replace(scheme=ours.scheme, netloc=ours.netloc).geturl()


def _mail_down(error: MailDown) -> Response:
    """Lead to the page from which the mail can be sent again, with the address filled in."""
    session.pop("_flashes", None)  # they say that the mail is on its way
    session[MAIL_TO] = error.recipient
    flash(NOT_SENT.get(request.endpoint or "", NOT_SENT_ELSEWHERE), "error")
    again = (
        "security.forgot_password" if "forgot" in (request.endpoint or "") else "security.send_confirmation"
    )
    return redirect(url_for(again), 303)


def init_app(app: Flask) -> None:
    mail.init_app(app)
    if app.config["IS_PRODUCTION"] and app.config["MAIL_BACKEND"] == "console":
        log.warning("no mail server is set: mails with sign-in links are printed here")
    app.add_template_filter(on_our_address)
    app.register_error_handler(MailDown, _mail_down)
