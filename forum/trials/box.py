"""The test box: what the reader makes of a pasted text. Nothing of it is stored, and nothing logged."""

from dataclasses import dataclass
from typing import Any

from flask_login import current_user

from forum.notices.show import card_of, reader_country
from forum.review.intake import finding_values, place_in_queue
from forum.review.models import Finding
from forum.review.present import mark, tell
from forum.screening import Level, screen


@dataclass(frozen=True, slots=True)
class Pasted:
    """A text in the shape of a revision."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Read:
    """Findings in the shape of a stored screening."""

    findings: list[Finding]


def try_text(title: str, body: str) -> dict[str, Any]:
    """All that the page shows of it. Raises `ScreeningError`."""
    reading = screen(title, body, True)
    text = Pasted(title, body)
    # Rows without a session: the pages of items show such, and these are in no table.
    rows = [Finding(id=n, **finding_values(found)) for n, found in enumerate(reading.findings)]
    country = reader_country(current_user)
    level = int(reading.level)
    return {
        "level": Level(level).word,
        "version": reading.version,
        "second_look": reading.second_look,
        "asks_moderator": place_in_queue(reading.level, reading.second_look) is not None,
        "told": tell(text, Read(rows)),  # type: ignore[arg-type]
        "title_parts": mark(text, "title", rows) if title else [],  # type: ignore[arg-type]
        "body_parts": mark(text, "body", rows),  # type: ignore[arg-type]
        "author_card": card_of(text, level, rows, country, is_author=True),
        "reader_card": card_of(text, level, rows, country, is_author=False),
    }
