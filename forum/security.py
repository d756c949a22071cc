"""Accounts, roles, CSRF, headers and limits: what stands between a request and the board."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, abort, redirect, request, url_for
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import current_user
from flask_mailman import Mail
from flask_security import Security, SQLAlchemyUserDatastore
from flask_talisman import Talisman
from flask_wtf import CSRFProtect

from forum.config import Settings
from forum.db import db
from forum.drafts.park import park_and_sign_in
from forum.members.models import Member, Role, WebAuthn

csrf = CSRFProtect()
mail = Mail()
talisman = Talisman()
limiter = Limiter(get_remote_address)

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
    app.config.update(_flask_settings(settings))
    csrf.init_app(app)
    mail.init_app(app)
    app.extensions["datastore"] = SQLAlchemyUserDatastore(db, Member, Role, WebAuthn)
    app.extensions["security_state"] = Security(app, app.extensions["datastore"])
    # A blocked request is a page like any other; the login manager's own answer would lose the text.
    app.login_manager.unauthorized_handler(ask_to_sign_in)
    talisman.init_app(
        app,
        content_security_policy=CONTENT_POLICY,
        content_security_policy_nonce_in=[],
        force_https=False,  # The reverse proxy does that; see docs/deploy.md.
        session_cookie_secure=settings.is_production,
        strict_transport_security=settings.is_production,
        referrer_policy="same-origin",
    )
    limiter.init_app(app)


def _flask_settings(settings: Settings) -> dict[str, Any]:
    return {
        "WTF_CSRF_TIME_LIMIT": None,
        "SECURITY_PASSWORD_SALT": settings.password_salt.get_secret_value(),
        "SECURITY_REGISTERABLE": True,
        "SECURITY_CONFIRMABLE": True,
        "SECURITY_RECOVERABLE": True,
        "SECURITY_CHANGEABLE": True,
        "SECURITY_CSRF_IGNORE_UNAUTH_ENDPOINTS": False,
        "SECURITY_USE_REGISTER_V2": True,
        "SECURITY_PASSWORD_LENGTH_MIN": 10,
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_EMAIL_SENDER": settings.mail_sender,
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_HTTPONLY": True,
        "REMEMBER_COOKIE_SAMESITE": "Lax",
        "REMEMBER_COOKIE_HTTPONLY": True,
        "REMEMBER_COOKIE_SECURE": settings.is_production,
        "MAIL_BACKEND": "smtp" if settings.mail_server else "console",
        "MAIL_SERVER": settings.mail_server or "localhost",
        "MAIL_PORT": settings.mail_port,
        "MAIL_USE_TLS": settings.mail_use_tls,
        "MAIL_USERNAME": settings.mail_username,
        "MAIL_PASSWORD": settings.mail_password.get_secret_value() if settings.mail_password else None,
        "MAIL_DEFAULT_SENDER": settings.mail_sender,
        "RATELIMIT_ENABLED": settings.limits,
        "RATELIMIT_STORAGE_URI": settings.redis_url or "memory://",
        "RATELIMIT_HEADERS_ENABLED": True,
    }


def ask_to_sign_in() -> Any:
    """Keep what was typed and lead to the sign-in page."""
    return park_and_sign_in() or redirect(url_for("security.login", next=request.full_path.rstrip("?")))


def member_required(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let members through; others are asked to sign in, and a form they sent is kept."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not current_user.is_authenticated:
            return ask_to_sign_in()
        return view(*args, **kwargs)

    guarded.access = "member"
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
