"""The card for a text that did not become a post: nobody is cut off from help by a limit or a moderator."""

from dataclasses import replace

from flask import current_app, request
from flask_login import current_user

from forum.drafts.park import WRITTEN_FIELDS, typed_fields
from forum.notices.cards import CareCard, build_card, build_unchecked_card
from forum.notices.show import reader_country
from forum.screening import Level, Screening, ScreeningError, describe, screen

NOT_POSTED = "Your text is not posted. A program has read it for you and saw words that need help fast."
NOT_SEEN = "Your text is not posted, and no person here has seen it."
BY_PROGRAM = "You are not in trouble. A program wrote this; no nurse has read your text. It can be wrong."


def card_of_typed() -> CareCard | None:
    """What this request's text asks for, read but not kept; None when nothing was written at length."""
    fields = typed_fields() if request.method == "POST" else {}
    body = "\n\n".join(fields[name] for name in sorted(WRITTEN_FIELDS & fields.keys()))
    return card_for(fields.get("title", ""), body) if body.strip() else None


def card_for(title: str, body: str) -> CareCard:
    """The card of its level; below urgent, or when it could not be read, a quiet one with numbers."""
    country, wording = reader_country(current_user), current_app.extensions["wording"]
    try:
        reading = screen(title, body, True)
    except ScreeningError:
        reading = None
    if reading is None or reading.level < Level.URGENT:
        card = build_unchecked_card(country=country, wording=wording)
        return replace(card, level="info" if reading else "unchecked", lead=(NOT_SEEN,), small_print=())
    card = build_card(reading.level.word, country=country, wording=wording, **_told(reading))
    assert card is not None  # every level from urgent on has one
    return replace(card, lead=(NOT_POSTED,), small_print=(BY_PROGRAM,))


def _told(reading: Screening) -> dict[str, list[str]]:
    """Quotes, reasons and concepts of the findings that speak for the level."""
    telling = [finding for finding in reading.findings if finding.level == reading.level]
    return {
        "quotes": [finding.quote for finding in telling],
        "reasons": [describe(finding.concept).why for finding in telling],
        "concepts": [finding.concept for finding in telling],
    }
