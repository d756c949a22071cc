"""Find members."""

from flask import abort
from flask_login import current_user
from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from forum.db import db
from forum.members.models import FORMER_NAME, Member, name_key


def signed_in_member() -> Member | None:
    """The member of this request, or None: the row behind `current_user`, which what writes rows wants."""
    return current_user._get_current_object() if current_user.is_authenticated else None


def get_member(member_id: int) -> Member:
    """The member; 404 when unknown, 410 for the row of former members: it is no one person's page."""
    member = db.get_or_404(Member, member_id, options=[selectinload(Member.roles)])
    if member.is_former:
        abort(410)
    return member


def is_name_taken(name: str, by_other_than: Member | None = None) -> bool:
    """True when another member has this name, whatever its case, width or spacing."""
    if name_key(name) == name_key(FORMER_NAME):
        return True
    holder = db.session.scalar(select(Member).filter_by(name_key=name_key(name)))
    return holder is not None and holder is not by_other_than


def find_by_email(email: str) -> Member | None:
    return db.session.scalar(select(Member).where(func.lower(Member.email) == email.strip().lower()))
