"""Accounts, roles, CSRF and headers: what stands between a request and the board."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import (
    Flask,
    abort,
    flash,
    g,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_login import current_user, user_logged_in, user_logged_out
from flask_security import Security, user_not_registered
from flask_talisman import Talisman
from flask_wtf import CSRFProtect, FlaskForm
from werkzeug.datastructures import ImmutableMultiDict, MultiDict

from forum import limits
from forum.addresses import own_address
from forum.config import Settings
from forum.db import db
from forum.drafts import park
from forum.library_settings import library_settings
from forum.mails import board_mail
from forum.members import gate
from forum.members.account_forms import ACCOUNT_FORMS, MailForm, SignInForm
from forum.members.account_words import account_settings, link_times
from forum.members.models import Member, Role, WebAuthn
from forum.members.nobody import hold_name
from forum.members.passwords import BoardPasswords
from forum.members.register import MemberStore

csrf = CSRFProtect()
talisman = Talisman()

# Own files only. style-src stays without 'unsafe-inline': templates carry no style attributes.
CONTENT_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    # Bootstrap's style sheet holds its small icons as data: pictures.
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "manifest-src": "'self'",
}


def init_app(app: Flask, settings: Settings) -> None:
    app.config.update(library_settings(settings) | account_settings(settings.site_name))
    app.before_request(refuse_json)
    app.before_request(clean_next)
    csrf.init_app(app)
    board_mail.init_app(app)
    _init_accounts(app)
    limits.init_app(app)
    gate.init_app(app)
    talisman.init_app(
        app,
        content_security_policy=CONTENT_POLICY,
        content_security_policy_nonce_in=[],
        force_https=False,  # The reverse proxy does that; see docs/deploy.md.
        session_cookie_secure=settings.is_production,
        strict_transport_security=settings.is_production,
        referrer_policy="same-origin",
    )


def _init_accounts(app: Flask) -> None:
    security = Security(
        app,
        MemberStore(db, Member, Role, WebAuthn),
        render_template=render_account_page,
        mail_util_cls=board_mail.BoardMail,
        password_util_cls=BoardPasswords,
        **ACCOUNT_FORMS,
    )
    security.unauthn_handler(lambda mechanisms=None, headers=None: ask_to_sign_in())
    app.extensions["datastore"] = security.datastore
    app.extensions["providers"] = []
    """Buttons of other sign-in ways, each with `label`, `icon` and `url`; none are built in."""
    security.context_processor(lambda: {"providers": app.extensions["providers"]} | link_times())
    # Sessions only: no tokens in headers or addresses, no JSON with account data.
    app.login_manager.request_loader(lambda request: None)
    security.want_json(lambda request: False)
    # A blocked request is a page like any other; the login manager's own answer would lose the text.
    app.login_manager.unauthorized_handler(ask_to_sign_in)
    user_logged_in.connect(_renew_token, app)
    user_logged_out.connect(_forget_drafts, app)
    user_not_registered.connect(hold_name, app)


def ask_to_sign_in() -> Any:
    """Keep what was typed and lead to the sign-in page, and from there back."""
    if park.park():
        flash(
            "You are not signed in. Your text is kept: sign in or join, and it will be there again.", "info"
        )
    # An address that only takes forms has no page to come back to: the page with the form is the place.
    is_page = request.method == "GET" or park.has_page(request.path)
    here = request.full_path.rstrip("?") if request.method == "GET" else request.path
    return redirect(url_for("security.login", next=here if is_page else own_address(request.referrer)), 303)


def clean_next() -> None:
    """Pages lead on to addresses of the board only: any other `next` is gone before a view looks."""
    request.args = _with_own_next(request.args)
    if request.method == "POST":
        request.form = _with_own_next(request.form)


def _with_own_next(values: MultiDict[str, str]) -> MultiDict[str, str]:
    if "next" not in values:
        return values
    return ImmutableMultiDict(values.to_dict(flat=False) | {"next": [own_address(values["next"])]})


def refuse_json() -> None:
    """Every page here takes forms. The form library also reads JSON, with numbers where texts belong."""
    if request.is_json:
        abort(415)


def render_account_page(template: str, **context: Any) -> Any:
    """Render a page or a mail of Flask-Security; a form that came back with errors answers 422."""
    forms = [thing for thing in context.values() if isinstance(thing, FlaskForm)]
    for form in forms:
        if isinstance(form, (SignInForm, MailForm)):
            form.settle()
    text = render_template(template, **context)
    if any(form.errors for form in forms):
        return make_response(text, 422)
    return text


def _renew_token(app: Flask, **rest: Any) -> None:
    """Who planted a session in this browser knew its CSRF secret: after the sign-in it is another one.

    The session itself lies in the signed cookie, so that the planted copy stays a visitor's.
    """
    session.pop("csrf_token", None)
    g.pop("csrf_token", None)


def _forget_drafts(app: Flask, user: Any = None, **rest: Any) -> None:
    """Who signs out leaves nothing behind for the next person at the device."""
    if user is not None and user.is_authenticated:
        park.forget_all()


def member_required(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let members through; others are asked to sign in, and a form they sent is kept."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not current_user.is_authenticated:
            return ask_to_sign_in()
        return view(*args, **kwargs)

    guarded.access = "member"
    return guarded


def members_send(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let everybody write in the form; who sends it and is no member signs in or joins, and it is kept."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if request.method == "POST" and not current_user.is_authenticated:
            return ask_to_sign_in()
        return view(*args, **kwargs)

    guarded.access = "member"  # a form without a valid token is kept like any member's
    return guarded


def moderator_required(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let moderators and admins through; members get 403, visitors the sign-in page."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not current_user.is_authenticated:
            return ask_to_sign_in()
        if not current_user.is_moderator:
            abort(403)
        return view(*args, **kwargs)

    guarded.access = "moderator"
    return guarded
