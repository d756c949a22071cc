"""Error pages: each says what happened, what is kept and what to do next. No page tells of insides."""

from collections.abc import Sequence
from typing import Any

import humanize
from flask import Flask, current_app, flash, redirect, render_template, request
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, TooManyRequests

from forum.db import db
from forum.drafts import park
from forum.drafts.again import again_page
from forum.guards import ask_to_sign_in
from forum.notices.refused import card_of_typed

PAGES = {
    400: ("This request could not be read", "Go back and try again. What you typed is still in that page."),
    403: (
        "This page is not open to you",
        "Sign in with an account that may see it, or go back to the boards.",
    ),
    404: ("There is nothing at this address", "It may have been moved or deleted. The boards are all here."),
    405: ("This page cannot be used that way", "Go back to the page before and use its buttons."),
    409: (
        "Somebody was faster",
        "The name that you chose went a moment ago, or the button was pressed twice. Look and send it again.",
    ),
    410: ("This was deleted", "The thread around it may still be here."),
    413: (
        "That was too much text",
        "Your text is still in the page before. Shorten it or post it in two parts.",
    ),
    415: (
        "This request could not be read",
        "The pages here send forms. Go back and use the page's own buttons.",
    ),
    429: (
        "That was a lot in a short time",
        "Wait a few minutes and send it again. What you typed is kept.",
    ),
    500: ("Something broke on our side", "Nothing that you posted is lost. Try again in a minute."),
}

GONE = frozenset({403, 404, 405, 410})
"""A form for such an address cannot be sent again, wherever it came from."""
MINUTE = 60


def init_app(app: Flask) -> None:
    app.register_error_handler(CSRFError, _expired_form)
    app.register_error_handler(HTTPException, _page)
    app.register_error_handler(500, _crash)


def _expired_form(error: CSRFError) -> Any:
    try:
        return _form_again()
    except HTTPException as refusal:  # what is raised in an error handler reaches no other by itself
        return _page(refusal)


def _form_again() -> Any:
    """A form whose session ran out or was renewed: nothing that was typed gets lost.

    Members get the form again, visitors the sign-in page first; a form that cannot be shown again by its
    address, such as a button, is offered to be sent again.
    """
    if not park.is_from_here():
        return _render(400, *PAGES[400])
    if not current_user.is_authenticated and _needs_account():
        return ask_to_sign_in()
    if park.park():
        flash("That page was open for too long. Your text is here again: look at it and send it.", "info")
        return redirect(request.path, 303)
    return again_page(
        400, "This page was open for too long", "What you typed is kept. Look at it and send it again."
    )


def _needs_account() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "access", "public") != "public"


def _page(error: HTTPException) -> Any:
    code = error.code or 500
    if code < 400:
        return error
    title, advice = PAGES.get(code, PAGES[404 if code < 500 else 500])
    if isinstance(error, TooManyRequests):
        return _too_many(error)
    if code == 409 and request.method == "POST" and park.is_from_here():
        return again_page(code, title, advice)
    return _render(code, title, advice, _typed() if code in GONE else [])


def _too_many(error: TooManyRequests) -> Any:
    """Say when to try again. The text is kept, and read: who is in need gets the numbers all the same."""
    db.session.rollback()  # what was counted as one too many is not done
    wait = error.retry_after if isinstance(error.retry_after, int) else 5 * MINUTE
    title, advice = PAGES[429]
    if error.retry_after:
        advice = f"Wait {humanize.naturaldelta(max(wait, MINUTE))} and send it again. What you typed is kept."
    if request.method != "POST" or not park.is_from_here():
        return *_render(429, title, advice), {"Retry-After": str(wait)}
    if current_user.is_authenticated:
        park.park()
    return *again_page(429, title, advice, card_of_typed()), {"Retry-After": str(wait)}


def _typed() -> list[str]:
    """What was written for a page that is gone or broken: shown once more, to copy it."""
    if request.method != "POST" or not park.is_from_here():
        return []
    try:
        fields = park.typed_fields()
    except HTTPException:  # too large to be read: the page before still holds it
        return []
    return [fields[name] for name in ("title", *sorted(park.WRITTEN_FIELDS)) if fields.get(name, "").strip()]


def _crash(error: Exception):
    db.session.rollback()
    return _render(500, *PAGES[500], _typed())


def _render(code: int, title: str, advice: str, typed: Sequence[str] = ()) -> tuple[str, int]:
    return render_template("errors/page.html", code=code, title=title, advice=advice, typed=typed), code
