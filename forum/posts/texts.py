"""Checks of what people type, for every form that takes a text."""

import unicodedata
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, TextAreaField, ValidationError
from wtforms.validators import Length

ALLOWED_CONTROLS = "\n\t"


def same_newlines(text: str | None) -> str:
    """One newline sign: browsers send CR LF, and offsets of findings count characters."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n")


def written(form: FlaskForm, field: Field) -> None:
    """Refuse a text of which a reader would see nothing."""
    if not any(unicodedata.category(sign)[0] not in "CZ" for sign in field.data or ""):
        raise ValidationError(f"Write something in “{field.label.text}” first.")


def at_most(characters: int) -> Length:
    """Refuse a longer text, in our words."""
    return Length(max=characters, message=f"This is longer than {characters:,} characters.")


def no_control_characters(form: FlaskForm, field: Field) -> None:
    """Refuse what no keyboard types and no database keeps alike, and say where it is."""
    for place, sign in enumerate(field.data or "", start=1):
        if unicodedata.category(sign) in ("Cc", "Cs") and sign not in ALLOWED_CONTROLS:
            raise ValidationError(
                f"Character {place} cannot be shown (code {ord(sign)}). It often comes along when text is "
                "copied from a file. Delete it and type on."
            )


def one_line(form: FlaskForm, field: Field) -> None:
    if "\n" in (field.data or ""):
        raise ValidationError("The title is one line. Put the rest into the text below.")


def long_text(label: str, most: int, *first: Any) -> TextAreaField:
    """A field of several lines, kept as it was typed; `first` is checked first, such as `written`."""
    checks = [*first, at_most(most), no_control_characters]
    return TextAreaField(label, filters=[same_newlines], validators=checks)
