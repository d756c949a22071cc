"""What the libraries are told, by the board's settings."""

from typing import Any

import pytest

from forum.config import load_settings
from forum.library_settings import library_settings

PRODUCTION = {"env": "production", "secret_key": "s" * 40, "password_salt": "t" * 40, "totp_secret": "u" * 40}


def told(**settings: Any) -> dict[str, Any]:
    return library_settings(load_settings(**settings))


@pytest.mark.parametrize(
    "settings, backend",
    [
        ({"env": "development"}, "console"),
        ({"env": "test"}, "locmem"),
        (PRODUCTION, "console"),
        ({"env": "development", "mail_server": "smtp.example.org"}, "smtp"),
        (PRODUCTION | {"mail_server": "smtp.example.org"}, "smtp"),
    ],
)
def test_mails_go_to_the_console_until_a_server_is_named(settings: dict[str, Any], backend: str) -> None:
    assert told(**settings)["MAIL_BACKEND"] == backend


@pytest.mark.parametrize("settings, secure", [({"env": "development"}, False), (PRODUCTION, True)])
def test_cookies_are_secure_in_production(settings: dict[str, Any], secure: bool) -> None:
    values = told(**settings)
    assert values["SESSION_COOKIE_SECURE"] is values["REMEMBER_COOKIE_SECURE"] is secure
    assert values["SESSION_COOKIE_HTTPONLY"] and values["REMEMBER_COOKIE_HTTPONLY"]


def test_passwords_are_hashed_quickly_in_tests_only() -> None:
    assert told(**PRODUCTION)["SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS"] == {}
    assert told(env="development")["SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS"] == {}


def test_the_sender_carries_the_name_of_the_board() -> None:
    assert told(env="test", site_name='A "b", c', mail_sender="x@example.org")["MAIL_DEFAULT_SENDER"] == (
        '"A \\"b\\", c" <x@example.org>'
    )
