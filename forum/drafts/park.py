"""Keep what was typed when a form arrives without a session, and give it back after the sign-in.

The text goes into a row, not into the cookie (too small for 50,000 characters) and never into an
address. The key travels in the signed session cookie of the browser that sent the form. Rows are
dropped when they are given back, and after a day by the sweep.
"""

import secrets
from datetime import timedelta
from typing import Any

from flask import abort, flash, redirect, request, session, url_for
from flask_login import current_user
from sqlalchemy import delete, select
from werkzeug.wrappers import Response

from forum.db import db, utcnow
from forum.drafts.models import ParkedForm

KEPT_FOR = timedelta(days=1)
MOST_CHARACTERS = 200_000
"""Four times the longest post: room for the other fields, none for filling the disk."""
SESSION_KEY = "parked_form"
NEVER_KEPT = frozenset({"csrf_token", "password", "password_confirm", "new_password", "new_password_confirm"})


def park_and_sign_in() -> Response | None:
    """Park the form of this request and lead to the sign-in page; None when there is nothing to keep.

    Only forms with a "body" field are kept: those are the ones in which somebody wrote at length.
    """
    fields = {name: value for name, value in request.form.items() if name not in NEVER_KEPT}
    if request.method != "POST" or "body" not in fields:
        return None
    if sum(len(value) for value in fields.values()) > MOST_CHARACTERS:
        abort(413)
    key = secrets.token_urlsafe(32)
    db.session.add(ParkedForm(key=key, path=request.path, fields=fields))
    db.session.commit()
    session[SESSION_KEY] = key
    if current_user.is_authenticated:
        flash("That page was open for too long. Your text is here again: look at it and send it.", "info")
        return redirect(request.path)
    flash(
        "You were signed out while you wrote. Your text is kept: sign in and it will be there again.", "info"
    )
    return redirect(url_for("security.login", next=request.path))


def take_back(path: str) -> dict[str, Any]:
    """Return the parked fields for this path, once, or an empty dict. Only when the form is shown, not sent.

    The caller commits.
    """
    key = session.get(SESSION_KEY)
    if key is None or request.method != "GET":
        return {}
    row = db.session.scalar(select(ParkedForm).filter_by(key=key))
    if row is None or row.path != path:
        return {}
    session.pop(SESSION_KEY)
    db.session.delete(row)
    return dict(row.fields)


def sweep() -> None:
    """Drop what nobody came back for. The caller commits."""
    db.session.execute(delete(ParkedForm).where(ParkedForm.created_at < utcnow() - KEPT_FOR))
