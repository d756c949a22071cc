"""Ask for a fresh sign-in before something that a stranger at an open screen must not do."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import flash, redirect, request, url_for
from flask_login import current_user
from flask_security import logout_user
from werkzeug.wrappers import Response

from forum.security import member_required
from forum.signin.fresh import is_fresh


def fresh_required(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let members through who proved within half an hour that it is they."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not is_fresh():
            return _ask_again()
        return view(*args, **kwargs)

    return member_required(guarded)


def _ask_again() -> Response:
    """Lead to the password, or to a new sign-in where there is none, and from there back to the page."""
    page = request.path if request.method == "GET" else url_for("own_data.data")
    if current_user.password:
        return redirect(url_for("security.verify", next=page), 303)
    logout_user()
    flash("Sign in once more, so that we know that it is you.", "info")
    return redirect(url_for("security.login", next=page), 303)
