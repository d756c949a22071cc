"""The board's settings in the words of the libraries that accounts and mail are built on."""

from email.utils import formataddr
from typing import Any

from forum.config import Settings

MAIL_SECONDS = 10
"""How long a job waits for the mail server before it counts as down."""
QUICK_HASH = {"argon2__time_cost": 1, "argon2__memory_cost": 64, "argon2__parallelism": 1}
"""For tests, which hash a thousand passwords that nobody attacks."""


def library_settings(settings: Settings) -> dict[str, Any]:  # over budget: one table, read as a whole
    """What the libraries behind accounts and mail are told."""
    return {
        "WTF_CSRF_TIME_LIMIT": None,
        "SECURITY_PASSWORD_SALT": settings.password_salt.get_secret_value(),
        "SECURITY_REGISTERABLE": True,
        "SECURITY_CONFIRMABLE": True,
        "SECURITY_RECOVERABLE": True,
        "SECURITY_CHANGEABLE": True,
        "SECURITY_CSRF_IGNORE_UNAUTH_ENDPOINTS": False,
        "SECURITY_USE_REGISTER_V2": True,
        "SECURITY_PASSWORD_CONFIRM_REQUIRED": False,
        "SECURITY_API_ENABLED_METHODS": ["session"],
        "SECURITY_CLI_USERS_NAME": False,
        "SECURITY_CLI_ROLES_NAME": False,
        "SECURITY_POST_LOGIN_VIEW": "drafts.go_on",
        "SECURITY_POST_REGISTER_VIEW": "security.login",
        "SECURITY_POST_CHANGE_VIEW": "members.settings",
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
        "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": QUICK_HASH if settings.env == "test" else {},
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SECURE": settings.is_production,
        "REMEMBER_COOKIE_SAMESITE": "Lax",
        "REMEMBER_COOKIE_HTTPONLY": True,
        "REMEMBER_COOKIE_SECURE": settings.is_production,
        "MAIL_BACKEND": _mail_backend(settings),
        "MAIL_SERVER": settings.mail_server or "localhost",
        "MAIL_PORT": settings.mail_port,
        "MAIL_USE_TLS": settings.mail_use_tls,
        "MAIL_TIMEOUT": MAIL_SECONDS,
        "MAIL_USERNAME": settings.mail_username,
        "MAIL_PASSWORD": settings.mail_password.get_secret_value() if settings.mail_password else None,
        "MAIL_DEFAULT_SENDER": formataddr((settings.site_name, settings.mail_sender)),
    }


def _mail_backend(settings: Settings) -> str:
    if settings.mail_server:
        return "smtp"
    return "locmem" if settings.env == "test" else "console"
