"""Find a moderator's saved views."""

from collections.abc import Sequence

from sqlalchemy import select

from forum.db import db
from forum.members.models import Member
from forum.saved_views.models import SavedView


def views_of(moderator: Member) -> Sequence[SavedView]:
    """In the order in which they were saved."""
    return db.session.scalars(
        select(SavedView).filter_by(member_id=moderator.id).order_by(SavedView.id)
    ).all()


def get_view(view_id: int, moderator: Member) -> SavedView:
    """A view of this moderator; another's is not there."""
    return db.one_or_404(select(SavedView).filter_by(id=view_id, member_id=moderator.id))


def default_view(moderator: Member) -> SavedView | None:
    """The one with which the queue opens."""
    theirs = select(SavedView).filter_by(member_id=moderator.id, is_default=True)
    return db.session.scalars(theirs.order_by(SavedView.id).limit(1)).first()
