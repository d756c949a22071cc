"""What a moderator had before them when they decided. It travels in the form, to show both versions."""

import re
from dataclasses import dataclass

from forum.review.models import Decision, ReviewItem


@dataclass(frozen=True, slots=True)
class Seen:
    """The number of the text's revision, the level that readers saw, and the newest decision (0 for none)."""

    revision: int
    level: int
    decision: int

    def __str__(self) -> str:
        return f"{self.revision}.{self.level}.{self.decision}"


def seen_of(item: ReviewItem, newest: Decision | None) -> Seen:
    """What a page that is made now shows."""
    return Seen(item.post.revision.number, item.post.shown_level, newest.id if newest else 0)


def read_seen(text: str | None) -> Seen | None:
    """The same from the form; None for what no page of ours has sent."""
    found = re.fullmatch(r"([0-9]{1,9})\.([0-4])\.([0-9]{1,9})", text or "")
    return Seen(*(int(part) for part in found.groups())) if found else None
