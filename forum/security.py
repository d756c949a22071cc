"""Accounts, roles, CSRF and headers: what stands between a request and the board."""

from typing import Any

from flask import Flask, abort, g, make_response, render_template, request, session
from flask_login import user_logged_in, user_logged_out
from flask_security import Security, user_not_registered
from flask_talisman import Talisman
from flask_wtf import CSRFProtect, FlaskForm
from werkzeug.datastructures import ImmutableMultiDict, MultiDict

from forum import limits
from forum.addresses import own_address
from forum.config import Settings
from forum.db import db
from forum.devices import watch
from forum.drafts import park
from forum.factors import wire
from forum.factors.codes import Codes
from forum.factors.forms import FACTOR_FORMS
from forum.factors.passkeys import PASSKEY_FORMS, Passkeys
from forum.factors.words import factor_settings
from forum.guards import ask_for_fresh_sign_in, ask_to_sign_in
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
    app.config.update(
        library_settings(settings) | account_settings(settings.site_name) | factor_settings(settings)
    )
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
        totp_cls=Codes,
        webauthn_util_cls=Passkeys,
        **ACCOUNT_FORMS | FACTOR_FORMS | PASSKEY_FORMS,
    )
    security.unauthn_handler(lambda mechanisms=None, headers=None: ask_to_sign_in())
    security.reauthn_handler(ask_for_fresh_sign_in)
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
    watch.init_app(app)
    wire.init_app(app, security)
    user_logged_out.connect(_forget_drafts, app)
    user_not_registered.connect(hold_name, app)


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
