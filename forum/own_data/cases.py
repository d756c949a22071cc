"""Labelled cases: those made of a member's posts go with the account, and others lose the name."""

from typing import Any

from sqlalchemy import delete, func, or_, select

from forum.cases.models import CaseReview
from forum.db import change_rows, db
from forum.members.models import Member
from forum.own_data.notes import without
from forum.posts.models import Post, Revision

TEXTS = ("title", "body")


def clear_cases(member: Member) -> None:
    """A case is a copy: it goes also where the post itself stays. Does not commit."""
    theirs = select(Revision.id).join(Post, Post.id == Revision.post_id).where(Post.author_id == member.id)
    change_rows(delete(CaseReview).where(CaseReview.revision_id.in_(theirs)))
    words = (member.name, member.email)
    columns = (CaseReview.title, CaseReview.body)
    named = [func.lower(c).contains(word.lower(), autoescape=True) for c in columns for word in words]
    for case in db.session.scalars(select(CaseReview).where(or_(*named)).order_by(CaseReview.id)):
        for name in TEXTS:
            setattr(case, name, without(getattr(case, name), words))
        case.findings = [row for old in case.findings if (row := _unnamed(case, old, words))]


def _unnamed(case: CaseReview, row: dict[str, Any], words: tuple[str, ...]) -> dict[str, Any] | None:
    """The mark with its new words and place; None when the text does not have them any more."""
    quote = without(row["quote"], words)
    start = getattr(case, row["field"]).find(quote)
    return row | {"quote": quote, "start": start, "end": start + len(quote)} if start >= 0 else None
