"""Mails as their readers get them, for development only: elsewhere the addresses do not exist."""

from flask import Blueprint, abort, current_app, render_template
from sqlalchemy import select
from sqlalchemy.orm import defer

from forum.db import db
from forum.mails.models import Mail

bp = Blueprint("mails", __name__)

MOST_SHOWN = 100


@bp.before_request
def only_in_development() -> None:
    if not current_app.config["SHOWS_MAILS"]:
        abort(404)


@bp.get("/dev/mail")
def index() -> str:
    newest = select(Mail).order_by(Mail.id.desc()).limit(MOST_SHOWN)
    mails = db.session.scalars(newest.options(defer(Mail.text), defer(Mail.html)))
    return render_template("mails/dev/index.html", mails=list(mails))


@bp.get("/dev/mail/<row:mail_id>")
def show(mail_id: int) -> str:
    return render_template("mails/dev/show.html", mail=db.get_or_404(Mail, mail_id))


@bp.get("/dev/mail/<row:mail_id>/html")
def as_html(mail_id: int) -> str:
    """The mail's own page, as a mail program shows it. Our content policy holds for it too."""
    return db.get_or_404(Mail, mail_id).html
