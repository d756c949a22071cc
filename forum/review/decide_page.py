"""What the page of an item says beside its text: the buttons of a decision, or the decision and its undo."""

from typing import Any

from flask import request

from forum.letters.answers import may_write_to
from forum.letters.compose import beginnings
from forum.members.queries import signed_in_member
from forum.posts.models import Post
from forum.review.decide import REASONS
from forum.review.forms import LEVELS, DecisionForm
from forum.review.models import ReviewItem, Screening
from forum.review.queries import standing_decision
from forum.review.undo import brought_back, may_undo, undo_until
from forum.screening import Level


def decide_part(item: ReviewItem, form: DecisionForm, screening: Screening | None = None) -> dict[str, Any]:
    """Buttons and a letter while the item is open, the way back once it is decided."""
    if item.state == "decided":
        return undo_part(item)
    buttons = {"raises": raises(item.post), "lowers": lowers(item.post), "removal_reasons": REASONS}
    return buttons | letter_part(item, form, screening)


def letter_part(item: ReviewItem, form: DecisionForm, screening: Screening | None) -> dict[str, Any]:
    """Answers to begin a letter with. Without a script the one that `begin` names fills the form."""
    moderator = signed_in_member()
    if moderator is None or not may_write_to(item.post):
        return {"letter_choices": []}
    choices = beginnings(item, moderator, screening)
    for choice in choices:
        if choice.key == request.form.get("begin"):
            form.answer.data, form.letter.data = choice.key, choice.body
            form.letter_subject.data = choice.subject
    return {"letter_choices": choices}


def undo_part(item: ReviewItem) -> dict[str, Any]:
    """The decision that stands, what an undo would bring back, and whether this moderator may."""
    decision, moderator = standing_decision(item), signed_in_member()
    if decision is None:
        return {"standing": None}
    return {
        "standing": decision,
        "brings_back": brought_back(item, decision),
        "may_undo": moderator is not None and may_undo(decision, moderator),
        "undo_until": undo_until(decision),
    }


def raises(post: Post) -> list[str]:
    """The words of the levels above the shown one, the gravest first."""
    return [word for word in reversed(LEVELS) if Level.from_word(word) > post.shown_level]


def lowers(post: Post) -> list[str]:
    """Those below it; none where it is the lowest, which can only go."""
    return [word for word in reversed(LEVELS) if Level.from_word(word) < post.shown_level]
