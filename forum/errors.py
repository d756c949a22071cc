"""Error pages: each says what happened, what is kept and what to do next. No page tells of insides."""

from flask import Flask, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from forum.db import db
from forum.drafts.park import park_and_sign_in

PAGES = {
    400: ("This request could not be read", "Go back and try again. What you typed is still in that page."),
    403: (
        "This page is not open to you",
        "Sign in with an account that may see it, or go back to the boards.",
    ),
    404: ("There is nothing at this address", "It may have been moved or deleted. The boards are all here."),
    405: ("This page cannot be used that way", "Go back to the page before and use its buttons."),
    410: ("This was deleted", "The thread around it may still be here."),
    413: (
        "That was too much text",
        "Your text is still in the page before. Shorten it or post it in two parts.",
    ),
    429: (
        "That was a lot in a short time",
        "Wait a minute and send it again. What you typed is still in that page.",
    ),
    500: ("Something broke on our side", "Nothing that you posted is lost. Try again in a minute."),
}


def init_app(app: Flask) -> None:
    app.register_error_handler(CSRFError, _expired_form)
    app.register_error_handler(HTTPException, _page)
    app.register_error_handler(500, _crash)


def _expired_form(error: CSRFError):
    """A form from a session that ran out: keep its text, ask to sign in, show it again."""
    return park_and_sign_in() or _render(400, *PAGES[400])


def _page(error: HTTPException):
    code = error.code or 500
    if code < 400:
        return error
    title, advice = PAGES.get(code, PAGES[404 if code < 500 else 500])
    return _render(code, title, advice)


def _crash(error: Exception):
    db.session.rollback()
    return _render(500, *PAGES[500])


def _render(code: int, title: str, advice: str) -> tuple[str, int]:
    return render_template("errors/page.html", code=code, title=title, advice=advice, path=request.path), code
