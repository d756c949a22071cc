"""What the page of an item says of the questions about it."""

from typing import Any

from forum.asks.models import Ask
from forum.asks.queries import asks_about, is_for
from forum.members.queries import signed_in_member
from forum.review.models import ReviewItem

SAID = {
    "escalate": "{sender} asks {to} to decide this",
    "opinion": "{sender} asks {to} for a second opinion",
    "hand over": "{sender} hands this over to {to}",
}


def asks_part(item: ReviewItem) -> dict[str, Any]:
    """Every question with its first line, and whether it waits for the one who looks."""
    member = signed_in_member()
    return {
        "asks": [
            {"ask": ask, "said": said(ask), "is_for_me": member is not None and is_for(ask, member)}
            for ask in asks_about(item)
        ]
    }


def said(ask: Ask) -> str:
    return SAID[ask.kind].format(sender=ask.sender.name, to=ask.to.name if ask.to else "any admin")
