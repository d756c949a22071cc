"""What a service needs to know before it starts: who may ask, and the secret shared with Discourse."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from moderation.errors import ModerationError

TOKENS = "MODERATION_TOKENS"
TOKENS_FILE = "MODERATION_TOKENS_FILE"
DISCOURSE_SECRET = "MODERATION_DISCOURSE_SECRET"
SHORTEST = 16
"""Characters of a token or secret: fewer could be tried out by a machine."""
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class SettingsError(ModerationError):
    """The service cannot start as configured; never holds a value, as it may be secret."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Without tokens everybody may ask; `read_settings` sees to it that this is meant."""

    tokens: tuple[str, ...] = ()
    discourse_secret: str = ""


def read_settings(host: str, is_open: bool, environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the environment; raises `SettingsError` when strangers could ask by an oversight."""
    tokens = (*_listed(environ.get(TOKENS, "").split(",")), *_from_file(environ.get(TOKENS_FILE, "")))
    secret = environ.get(DISCOURSE_SECRET, "").strip()
    for name, value in (*((TOKENS, token) for token in tokens), (DISCOURSE_SECRET, secret)):
        _check(name, value)
    if is_open and tokens:
        raise SettingsError(f"--open and {TOKENS} exclude each other")
    if is_open and host not in LOOPBACK:
        raise SettingsError("--open is for 127.0.0.1, ::1 and localhost only")
    if not tokens and not is_open:
        raise SettingsError(f"set {TOKENS} or {TOKENS_FILE}, or give --open for this machine alone")
    return Settings(tokens, secret)


def _listed(parts: list[str]) -> list[str]:
    return [part.strip() for part in parts if part.strip() and not part.strip().startswith("#")]


def _from_file(name: str) -> list[str]:
    """One token a line; blank lines and lines that begin with # are for people."""
    if not name:
        return []
    try:
        return _listed(Path(name).read_text(encoding="utf-8").splitlines())
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{TOKENS_FILE} cannot be read ({type(error).__name__})") from None


def _check(name: str, value: str) -> None:
    if value and len(value) < SHORTEST:
        raise SettingsError(f"{name}: at least {SHORTEST} characters each")
    if not value.isascii() or not value.isprintable() or " " in value:
        raise SettingsError(f"{name}: ASCII letters, digits and signs only")
