"""Find a member's letters."""

from flask import abort
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import joinedload

from forum.db import db
from forum.letters.models import Letter
from forum.members.models import Member
from forum.members.queries import signed_in_member

PAGE = 30


def page_of_letters(member: Member, before: int | None) -> tuple[list[Letter], int | None]:
    """Newest first, and the key of the next page."""
    theirs = select(Letter).filter_by(member_id=member.id).order_by(Letter.id.desc())
    if before:
        theirs = theirs.where(Letter.id < before)
    found = list(db.session.scalars(theirs.options(joinedload(Letter.moderator)).limit(PAGE + 1)))
    return found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None


def get_own_letter(letter_id: int, member: Member) -> Letter:
    """404 for anybody else's: whether there is one is nobody's business."""
    letter = db.get_or_404(Letter, letter_id, options=[joinedload(Letter.moderator)])
    if letter.member_id != member.id:
        abort(404)
    return letter


def count_unread_letters() -> int:
    """How many letters the reader of this page has not read: one query on every page of a member."""
    member = signed_in_member()
    if member is None:
        return 0
    unread = select(func.count(Letter.id)).filter_by(member_id=member.id, read_at=None)
    try:
        return db.session.scalar(unread) or 0
    except SQLAlchemyError:  # the page that says that something broke must come all the same
        db.session.rollback()
        return 0


def letters_about(item_id: int) -> list[Letter]:
    """What moderators wrote to the author of this item's post, newest first."""
    about = select(Letter).filter_by(item_id=item_id).order_by(Letter.id.desc())
    return list(db.session.scalars(about.options(joinedload(Letter.moderator))))
