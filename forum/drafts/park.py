"""Keep what was typed when a form arrives without a session, and give it back after the sign-in.

The text goes into a row, not into the cookie (too small for 50,000 characters) and never into an
address. The key travels in the signed session cookie of the browser that sent the form. A row is
dropped when its form has been sent, when the member signs out, and after a day by the sweep.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import abort, current_app, request, session
from flask_login import current_user
from sqlalchemy import delete, select
from werkzeug.exceptions import HTTPException

from forum.db import db, utcnow
from forum.drafts.models import ParkedForm
from forum.keys import new_key
from forum.limits import may_park

KEPT_FOR = timedelta(days=1)
MOST_CHARACTERS = 200_000
"""Four times the longest post: room for the other fields, none for filling the disk."""
MOST_PATH = 200
MOST_FORMS = 5
"""As many forms of one browser are kept; their keys and paths fit into its cookie with the rest."""
SESSION_KEY = "parked_forms"
WRITTEN_FIELDS = frozenset({"body", "note", "about"})
"""Fields in which somebody writes at length: forms without one are quickly filled again."""
NEVER_KEPT = frozenset({"csrf_token", "preview"})


def typed_fields() -> dict[str, str]:
    """What this request's form holds, without passwords and tokens."""
    return {
        name: value
        for name, value in request.form.items()
        if name not in NEVER_KEPT and "password" not in name
    }


def is_from_here() -> bool:
    """False when the browser says that a page of another site sent this form."""
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


def has_page(path: str) -> bool:
    """True when the address also shows a page, so that its form can be shown there again."""
    try:
        adapter = current_app.create_url_adapter(request)
        return adapter is not None and bool(adapter.match(path, method="GET"))
    except HTTPException:
        return False


def park() -> bool:
    """Keep the form of this request under its address. False when there is nothing to keep. Commits."""
    fields = typed_fields()
    if request.method != "POST" or not WRITTEN_FIELDS & fields.keys() or not is_from_here():
        return False
    if len(request.path) > MOST_PATH or not request.path.isprintable() or not has_page(request.path):
        return False
    if sum(len(value) for value in fields.values()) > MOST_CHARACTERS:
        abort(413)
    if not current_user.is_authenticated and not may_park():
        abort(429)
    _put(request.path, fields)
    return True


def _put(path: str, fields: dict[str, str]) -> None:
    forget(path)
    key = new_key()
    db.session.add(ParkedForm(key=key, path=path, fields=fields))
    keys = _keys() | {path: key}
    for oldest in list(keys)[:-MOST_FORMS]:
        _drop([keys.pop(oldest)])
    _set_keys(keys)
    db.session.commit()


def take_back(path: str) -> dict[str, Any]:
    """Return the kept fields for this address, or an empty dict. They stay kept until the form is sent."""
    key = _keys().get(path)
    if key is None or request.method != "GET":
        return {}
    row = db.session.scalar(select(ParkedForm).filter_by(key=key, path=path))
    return dict(row.fields) if row else {}


def last_path() -> str | None:
    """The address of the form that was kept last in this browser, if it is still kept."""
    for path, key in reversed(_keys().items()):
        if db.session.scalar(select(ParkedForm.id).filter_by(key=key)) is not None:
            return path
    return None


def forget(path: str) -> None:
    """Drop what is kept for this address: the form has been sent. The caller commits."""
    keys = _keys()
    if path in keys:
        _drop([keys.pop(path)])
        _set_keys(keys)


def forget_all() -> None:
    """Drop all that this browser has kept. Commits."""
    if keys := _keys():
        session.pop(SESSION_KEY)
        _drop(keys.values())
        db.session.commit()


def sweep() -> None:
    """Drop what nobody came back for. The caller commits."""
    db.session.execute(delete(ParkedForm).where(ParkedForm.created_at < utcnow() - KEPT_FOR))


def _keys() -> dict[str, str]:
    """Address and key of each kept form of this browser, the oldest first."""
    return dict(session.get(SESSION_KEY, []))


def _set_keys(keys: dict[str, str]) -> None:
    session[SESSION_KEY] = list(keys.items())  # pairs, as the session sorts the names of a dict


def _drop(keys: Iterable[str]) -> None:
    db.session.execute(delete(ParkedForm).where(ParkedForm.key.in_(list(keys))))
