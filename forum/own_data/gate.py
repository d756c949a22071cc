"""Whoever signs in to an account that is to be deleted chooses first: keep it, or stay with the deletion."""

from flask import g, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

OPEN = frozenset(
    {"static", "icons", "bootstrap.static", "security.static", "security.logout", "notices.country"}
)
"""What opens in any case, besides the pages of one's own data: files, the way out and emergency numbers."""


def ask_first() -> Response | None:
    """Asked before every request; `g.is_closing` came with the device of the session."""
    endpoint = request.endpoint or "static"
    if endpoint in OPEN or endpoint.startswith("own_data.") or not current_user.is_authenticated:
        return None
    return redirect(url_for("own_data.closing"), 303) if g.is_closing else None
