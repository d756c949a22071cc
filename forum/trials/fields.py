"""The parts of the forms of this room: lines, lists of lines, signs by name."""

import re
import unicodedata
from typing import Any

from flask import current_app
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from forum.posts.texts import no_control_characters, same_newlines, written
from forum.screening import Level

MOST_WHY = 2_000
MOST_LINE = 200
MOST_LINES = 40


def tidy(text: str | None) -> str:
    return same_newlines(text).strip()


def few_lines(form: FlaskForm, field: TextAreaField) -> None:
    texts = lines_of(field)
    if len(texts) > MOST_LINES:
        raise ValidationError(f"These are more than {MOST_LINES} lines. Make several proposals.")
    if any(len(text) > MOST_LINE for text in texts):
        raise ValidationError(f"A line is longer than {MOST_LINE} characters.")


def line(label: str, most: int = MOST_LINE) -> StringField:
    too_long = f"This is longer than {most} characters."
    return StringField(
        label, filters=[tidy], validators=[written, Length(max=most, message=too_long), no_control_characters]
    )


def list_of(label: str, *validators: Any) -> TextAreaField:
    return TextAreaField(label, filters=[tidy], validators=[*validators, few_lines, no_control_characters])


def lines_of(field: TextAreaField) -> list[str]:
    return [text.strip() for text in (field.data or "").splitlines() if text.strip()]


def signs() -> list[tuple[str, str]]:
    """Every sign that the board knows, by its plain name."""
    known = current_app.extensions["signs"].values()
    return sorted(
        ((sign.concept, f"{sign.name} ({Level(sign.level).word})") for sign in known),
        key=lambda pair: pair[1].casefold(),
    )


def sign_id(name: str) -> str:
    """The id of a new sign, made of its name: lower-case letters, digits and _."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:60]
