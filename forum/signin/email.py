"""Texts that a provider says of a person, cut to what can be kept."""

from typing import Any

from email_validator import EmailNotValidError, validate_email

MOST_NAME = 100
MOST_EMAIL = 255


def email_of(said: dict[str, Any]) -> tuple[str | None, bool]:
    """The address, if it can be one, and whether the provider vouches for it: only a plain true counts."""
    found = said.get("email")
    if not isinstance(found, str) or len(found) > MOST_EMAIL:
        return None, False
    try:
        email = validate_email(found, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        return None, False
    return email, said.get("email_verified") is True


def text_of(found: object) -> str:
    """A name on one line, or "" for anything that is none."""
    if not isinstance(found, str):
        return ""
    return "".join(sign for sign in found if sign.isprintable()).strip()[:MOST_NAME]
