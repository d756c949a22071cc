"""Save, rename, choose and delete a view of the queue. Nothing here commits."""

from sqlalchemy import select, update

from forum.db import db, lock_row
from forum.members.models import Member
from forum.saved_views.models import SavedView

MOST = 20
"""Views a moderator: more would be a list to search in."""


class CannotSave(Exception):
    """The message is for the moderator."""


def save(moderator: Member, name: str, filters: dict[str, str]) -> SavedView:
    """Add a view. Raises `CannotSave` for a name that is taken, or when there are enough."""
    lock_row(moderator)  # two tabs at once must not save the same name
    theirs = db.session.scalars(select(SavedView.name).filter_by(member_id=moderator.id)).all()
    if len(theirs) >= MOST:
        raise CannotSave(f"You have {MOST} views, which is the most. Delete one first.")
    _refuse_taken(name, theirs)
    view = SavedView(member=moderator, name=name, filters=filters)
    db.session.add(view)
    return view


def rename(view: SavedView, name: str) -> bool:
    """Return False when it has that name already. Raises `CannotSave` for a name that is taken."""
    if view.name == name:
        return False
    lock_row(view.member)
    others = select(SavedView.name).where(SavedView.member_id == view.member_id, SavedView.id != view.id)
    _refuse_taken(name, db.session.scalars(others).all())
    view.name = name
    return True


def make_default(view: SavedView, is_default: bool) -> bool:
    """Open the queue with this view, or no longer. Return False when that was so."""
    if view.is_default == is_default:
        return False
    db.session.execute(update(SavedView).filter_by(member_id=view.member_id).values(is_default=False))
    view.is_default = is_default
    return True


def delete(view: SavedView) -> None:
    db.session.delete(view)


def _refuse_taken(name: str, others: object) -> None:
    if name.casefold() in {other.casefold() for other in others}:
        raise CannotSave("You have a view with this name. Choose another one.")
