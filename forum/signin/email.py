"""Addresses and names that a provider or a person gives, in a form that can be kept."""

from typing import Any

from email_validator import EmailNotValidError, validate_email

from forum.signin.models import Arrival

MOST_NAME = Arrival.given_name.type.length
MOST_EMAIL = Arrival.email.type.length


def usable_email(text: str | None) -> str | None:
    """The address in its usual form; None for what is no address. Asks nobody whether it exists."""
    typed = (text or "").strip()
    if len(typed) > MOST_EMAIL:
        return None
    try:
        found = validate_email(typed, check_deliverability=False).normalized
    except EmailNotValidError:
        return None
    return found if len(found) <= MOST_EMAIL else None


def email_of(said: dict[str, Any]) -> tuple[str | None, bool]:
    """The address, if it can be one, and whether the provider vouches for it: only a plain true counts."""
    found = said.get("email")
    email = usable_email(found) if isinstance(found, str) else None
    return email, email is not None and said.get("email_verified") is True


def text_of(found: object) -> str:
    """A name on one line, or "" for anything that is none."""
    if not isinstance(found, str):
        return ""
    return "".join(sign for sign in found if sign.isprintable()).strip()[:MOST_NAME]
