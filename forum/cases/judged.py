"""What a decision judges: the reader's level for that text, and whoever set it. In SQL, so that counting
takes one query for any number of decisions. docs/cases.md says the same in plain words.
"""

from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, Select, String, and_, case, cast, exists, func, select
from sqlalchemy.orm import aliased

from forum.posts.models import Post, Revision
from forum.review.models import Decision, Finding, ReviewItem, Screening
from forum.screening import Level

MODEL = "learned model"
COMBINATION = "combination "
DIGITS = "0123456789"

OUTCOMES = {
    "right": Decision.level_after == Screening.level,
    "raised": Decision.level_after > Screening.level,
    "lowered": and_(Decision.level_after < Screening.level, Decision.level_after > 0),
    "removed": and_(Decision.level_after < Screening.level, Decision.level_after == 0),
}
"""How a decision leaves the level that the reader gave."""


def is_standing() -> ColumnElement[bool]:
    """Not undone, and no later one about the same text: of several the last is the verdict."""
    later = aliased(Decision)
    newer = exists().where(
        later.item_id == Decision.item_id,
        later.revision_id == Decision.revision_id,
        later.undone_at.is_(None),
        later.id > Decision.id,
    )
    return and_(Decision.undone_at.is_(None), ~newer)


def judged(*columns: Any) -> Select[Any]:
    """Standing decisions about texts that the reader has read and that are still there."""
    return (
        select(*columns)
        .select_from(Decision)
        .join(Screening, Screening.revision_id == Decision.revision_id)
        .join(Revision, Revision.id == Decision.revision_id)
        .join(ReviewItem, ReviewItem.id == Decision.item_id)
        .join(Post, Post.id == ReviewItem.post_id)
        .where(is_standing(), Screening.state == "done", Post.deleted_at.is_(None), Revision.body != "")
    )


def caused_the_level() -> ColumnElement[bool]:
    """The findings that a decision judges: those at the level of the post, where that is info or more."""
    return and_(
        Finding.screening_id == Screening.id,
        Finding.level == Screening.level,
        Screening.level >= int(Level.INFO),
    )


def rule_key() -> ColumnElement[str]:
    """Who set a finding's level: the model where it moved it, else a combination, else the rule itself.

    Line numbers are left out: they move with every line that is added above.
    """
    because = cast(Finding.because, String)
    chosen = [
        (because.contains(f'"{COMBINATION}{name}"', autoescape=True), f"{COMBINATION}{name}")
        for name in current_app.extensions["combinations"]
    ]
    by_model = because.contains(f'"{MODEL}"') | Finding.source.startswith("model:")
    place = func.rtrim(func.rtrim(func.rtrim(Finding.source, ")"), DIGITS), ":")
    rule = cast(place, String) + "#" + Finding.concept
    return case((by_model, MODEL), *chosen, else_=rule)
