"""Write a mail into the table, in the transaction that makes it necessary; a job sends it."""

from typing import Any

from flask import current_app, render_template

from forum.db import db
from forum.jobs.promise import promise
from forum.mails.models import Mail

MAIL = "mail"
NOBODY = ""
"""Recipient of a mail that is written and never sent, so that an unknown address costs as much work."""


def send(template: str, recipient: str, subject: str, **context: Any) -> Mail:
    """Render `mails/<template>.txt` and `.html` now and promise to send them. Does not commit.

    The subject begins with the board's name. It shows on locked screens: it says what the mail is about,
    never a sign or a treatment.
    """
    return put(
        recipient,
        f"{current_app.config['SITE_NAME']}: {subject}",
        render_template(f"mails/{template}.txt", **context),
        render_template(f"mails/{template}.html", **context),
    )


def put(recipient: str, subject: str, text: str, html: str) -> Mail:
    """Put a written mail into the table and promise to send it. Does not commit."""
    mail = Mail(recipient=recipient, subject=subject, text=text, html=html)
    db.session.add(mail)
    db.session.flush()
    promise(MAIL, mail.id)
    return mail
