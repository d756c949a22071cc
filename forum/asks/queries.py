"""Find what is asked: of whom, and about which items."""

from flask import abort
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import joinedload

from forum.asks.models import Ask
from forum.db import db
from forum.members.models import MODERATOR_ROLES, Member, Role
from forum.review.models import ReviewItem


def asked_of(member: Member) -> ColumnElement[bool]:
    """The condition of an item about which something is asked of this member: it is "for you"."""
    of_them = Ask.to_id == member.id
    if member.is_admin:
        of_them = or_(of_them, Ask.to_id.is_(None))
    waiting = select(Ask.id).where(Ask.item_id == ReviewItem.id, Ask.answered_at.is_(None))
    return waiting.where(of_them, Ask.sender_id != member.id).exists()


def items_for(member: Member, item_ids: list[int]) -> set[int]:
    """Which of these items are for this member: one query for a whole page."""
    theirs = select(ReviewItem.id).where(ReviewItem.id.in_(item_ids), asked_of(member))
    return set(db.session.scalars(theirs))


def asks_about(item: ReviewItem) -> list[Ask]:
    """Newest first, with everybody's name."""
    about = select(Ask).filter_by(item_id=item.id).order_by(Ask.id.desc())
    return list(
        db.session.scalars(
            about.options(joinedload(Ask.sender), joinedload(Ask.to), joinedload(Ask.answered_by))
        )
    )


def get_ask(item_id: int, ask_id: int) -> Ask:
    ask = db.get_or_404(Ask, ask_id)
    if ask.item_id != item_id:
        abort(404)
    return ask


def is_for(ask: Ask, member: Member) -> bool:
    """Whether this member is asked; who asked never is."""
    if ask.sender_id == member.id:
        return False
    return ask.to_id == member.id or (ask.to_id is None and member.is_admin)


def moderators(but: Member) -> list[Member]:
    """Everybody else who may moderate now, by name."""
    return _with_roles(MODERATOR_ROLES, but)


def admins(but: Member) -> list[Member]:
    return _with_roles({"admin"}, but)


def _with_roles(roles: frozenset[str] | set[str], but: Member) -> list[Member]:
    theirs = select(Member).where(Member.roles.any(Role.name.in_(roles)), Member.id != but.id)
    found = db.session.scalars(theirs.order_by(Member.name, Member.id))
    return [member for member in found if not (member.is_suspended or member.is_silenced)]
