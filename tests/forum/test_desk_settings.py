"""Settings of the desk: a webhook goes to an https address with a secret, or start-up stops."""

import pytest

from forum.config import SettingsError, load_settings

SECRET = "s" * 32
KEYS = dict.fromkeys(("secret_key", "password_salt", "totp_secret"), "k" * 40)


def load(address, secret=SECRET, **more):
    return load_settings(oncall_webhook=address, oncall_webhook_secret=secret, **more)


@pytest.mark.parametrize(
    "address",
    ["https://chat.example.org/x", "https://10.0.0.4/x", "http://127.0.0.1:8/x", "http://localhost/"],
)
def test_what_an_operator_may_set(address):
    assert load(address, env="test").oncall_webhook == address


@pytest.mark.parametrize(
    "address, secret, words",
    [
        ("http://chat.example.org/x", SECRET, "https://"),
        ("ftp://chat.example.org", SECRET, "https://"),
        ("https://", SECRET, "https://"),
        ("https://[::1", SECRET, "https://"),
        ("https://ann:word@chat.example.org/", SECRET, "user name"),
        ("https://chat.example.org/", "short", "32 characters"),
        ("https://chat.example.org/", "whsec_" + "*" * 40, "base64"),
        ("https://chat.example.org/", None, "go together"),
        (None, SECRET, "go together"),
    ],
)
def test_what_stops_the_start(address, secret, words):
    with pytest.raises(SettingsError, match=words):
        load(address, secret, env="test")


def test_production_refuses_http_even_to_itself():
    with pytest.raises(SettingsError, match="in production"):
        load("http://127.0.0.1:8/x", env="production", **KEYS)
    assert load("https://chat.example.org/x", env="production", **KEYS)
