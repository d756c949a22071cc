"""Make a member of somebody who signed up."""

from typing import Any

from flask import abort
from flask_security import SQLAlchemyUserDatastore
from sqlalchemy.exc import IntegrityError

from forum.db import db
from forum.devices.keep import end_all
from forum.members.models import Member

NEW_MEMBER_ROLE = "member"


class MemberStore(SQLAlchemyUserDatastore):
    """Flask-Security's store of members, with what every new member gets."""

    def create_user(self, **fields: Any) -> Member:
        """Add a member with the role of new members. Answers 409 when name or address went a moment ago."""
        self.find_or_create_role(NEW_MEMBER_ROLE)
        fields.setdefault("roles", [NEW_MEMBER_ROLE])
        member = super().create_user(**fields)
        try:
            db.session.flush()
        except IntegrityError:
            # Two sign-ups at once passed the form's checks; the other one was first.
            db.session.rollback()
            abort(409)
        return member

    def set_uniquifier(self, user: Member, uniquifier: str | None = None) -> None:
        """End all sessions, as after a new password; the list of devices says so too."""
        super().set_uniquifier(user, uniquifier)
        end_all(user)
