"""Flask-Security's mails as rows like all others, and links that lead to our own address."""

from typing import Any

import structlog
from flask import Flask, after_this_request
from flask_mailman import Mail
from flask_security import MailUtil

from forum.db import db
from forum.mails.links import on_our_address
from forum.mails.send import put

log = structlog.get_logger()
mail = Mail()


class BoardMail(MailUtil):
    """Flask-Security's mails: a row in the transaction of what they speak of, sent by a job."""

    def send_mail(  # the library's signature
        self, template: str, subject: str, recipient: Any, sender: Any, body: Any, html: Any, **context: Any
    ) -> None:
        put(recipient, subject, body, html)
        commit_after_request()


def commit_after_request() -> None:
    """Some views of Flask-Security save nothing themselves and commit nothing either."""

    @after_this_request
    def commit(response: Any) -> Any:
        db.session.commit()
        return response


def init_app(app: Flask) -> None:
    mail.init_app(app)
    if app.config["IS_PRODUCTION"] and app.config["MAIL_BACKEND"] == "console":
        log.warning("no mail server is set: mails with sign-in links are printed here")
    app.add_template_filter(on_our_address)
