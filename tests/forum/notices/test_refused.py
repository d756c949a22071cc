"""The card for a text that was not posted says what the program saw, and never that the text is public."""

import pytest
from flask import Flask

from forum.notices.refused import card_for, card_of_typed
from forum.screening import ScreeningError


@pytest.fixture
def page(app: Flask):
    with app.test_request_context(headers={"Accept-Language": "en-GB"}):
        yield


def test_a_text_in_need_gets_the_card_of_its_level_with_its_words(page) -> None:
    card = card_for("", "I am going to kill myself tonight.")
    assert card.level == "crisis" and card.is_urgent
    assert any("kill myself" in quote for quote in card.seen)
    assert card.calls and card.calls[0].href.startswith("tel:")
    assert "public" not in " ".join((*card.lead, *card.small_print))


def test_a_quiet_text_gets_the_numbers_quietly(page) -> None:
    card = card_for("Tea", "I had a cup of tea.")
    assert not card.is_urgent and card.calls and "public" not in " ".join((*card.lead, *card.small_print))


def test_a_fault_of_the_checker_still_gives_the_numbers(page, fake_reader) -> None:
    fake_reader.is_down = True
    with pytest.raises(ScreeningError):
        fake_reader.screen("", "")
    card = card_for("", "Words")
    assert card.level == "unchecked" and card.calls


@pytest.mark.parametrize(
    "method, fields, has_card",
    [
        ("GET", {}, False),
        ("POST", {"email": "rosa@example.org"}, False),
        ("POST", {"body": "  "}, False),
        ("POST", {"body": "Words"}, True),
        ("POST", {"note": "Words"}, True),
    ],
)
def test_only_what_was_written_at_length_is_read(
    app: Flask, fake_reader, method: str, fields: dict[str, str], has_card: bool
) -> None:
    with app.test_request_context(method=method, data=fields):
        assert (card_of_typed() is not None) is has_card
    assert bool(fake_reader.read) is has_card
