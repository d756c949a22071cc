"""Checks of what people type."""

from types import SimpleNamespace

import pytest
from wtforms import ValidationError

from forum.posts.texts import no_control_characters, one_line, same_newlines, written


def field(text: str | None) -> SimpleNamespace:
    return SimpleNamespace(data=text, label=SimpleNamespace(text="Your post"))


@pytest.mark.parametrize(
    "typed, kept", [("a\r\nb", "a\nb"), ("a\rb", "a\nb"), ("a\nb", "a\nb"), ("\r\n\r\n", "\n\n"), (None, "")]
)
def test_newlines_become_one_sign(typed: str | None, kept: str) -> None:
    assert same_newlines(typed) == kept


@pytest.mark.parametrize("text", ["", None, "  ", "\n\t", "\u200b", "\u2060\ufeff", "\u00a0\u3000", "\u2028"])
def test_a_text_of_which_nothing_is_seen_is_not_written(text: str | None) -> None:
    with pytest.raises(ValidationError, match="Write something in “Your post” first"):
        written(None, field(text))


@pytest.mark.parametrize("text", ["a", ".", "🙂", "痛", " x ", "\u200bx"])
def test_anything_that_is_seen_is_written(text: str) -> None:
    written(None, field(text))


@pytest.mark.parametrize(
    "text, place", [("\x00", 1), ("ab\x07", 3), ("\x1b[31m", 1), ("a\x85b", 2), ("\ud800", 1)]
)
def test_control_characters_are_refused_with_their_place(text: str, place: int) -> None:
    with pytest.raises(ValidationError, match=f"Character {place} cannot be shown"):
        no_control_characters(None, field(text))


@pytest.mark.parametrize("text", ["a\nb\tc", "\u200d👩\u200d⚕️", "\u202bשלום\u202c", "", None])
def test_characters_of_real_texts_are_let_through(text: str | None) -> None:
    no_control_characters(None, field(text))


def test_a_title_is_one_line() -> None:
    one_line(None, field("one line"))
    with pytest.raises(ValidationError):
        one_line(None, field("two\nlines"))
