"""Say that a letter was read."""

from forum.db import utcnow
from forum.letters.models import Letter


def mark_letter_read(letter: Letter) -> bool:
    """Return False when it was read before. Does not commit."""
    if letter.read_at:
        return False
    letter.read_at = utcnow()
    return True
