"""Refuse passwords that a program guesses soon: leaked ones, names, dates, rows of keys. No outside call."""

import re
from typing import Any

from flask import current_app
from flask_security import PasswordUtil
from zxcvbn import zxcvbn

MOST_READ = 40
"""Characters that are judged: the time grows faster than the length, and 40 good ones are enough."""
LEAST_SCORE = 3
"""Of 4: ten thousand million guesses and more, by the library's count."""
TOO_EASY = (
    "This password is among the first that a program would try. "
    "Take three or four words that have nothing to do with each other."
)
TOO_CLOSE = (
    "This password is close to your name, your address or the name of this board. "
    "Choose one that has nothing to do with you."
)


class BoardPasswords(PasswordUtil):
    """Flask-Security's check of a new password, with our own last word."""

    def validate(self, password: str, is_register: bool, **known: Any) -> tuple[list[str] | None, str]:
        faults, password = super().validate(password, is_register, **known)
        if not faults and (fault := guessable(password, words_about(known.get("user"), known))):
            faults = [fault]
        return faults, password


def words_about(member: Any, fields: dict[str, Any]) -> list[str]:
    """What others know or guess about this person: name, address and where they are signing up."""
    texts = [
        fields.get("name") or getattr(member, "name", ""),
        fields.get("email") or getattr(member, "email", ""),
        current_app.config["SITE_NAME"],
    ]
    parts = [part for text in texts for part in re.split(r"[\W_]+", text or "")]
    together = [re.sub(r"\W", "", text or "") for text in texts]
    return sorted({word.lower() for word in (*texts, *parts, *together) if word and len(word) > 2})


def guessable(password: str, words: list[str]) -> str | None:
    """What is wrong with this password, or None."""
    result = zxcvbn(password[:MOST_READ], user_inputs=words)
    if result["score"] >= LEAST_SCORE:
        return None
    is_close = any(part.get("dictionary_name") == "user_inputs" for part in result["sequence"])
    return TOO_CLOSE if is_close else TOO_EASY
