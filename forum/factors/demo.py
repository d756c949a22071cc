"""The code of the moment for members of the demo, whose phone nobody has."""

from flask import current_app
from sqlalchemy import select

from forum.db import db
from forum.factors.library import library
from forum.factors.proof import step_of
from forum.members.models import Member


def demo_code(uniquifier: str | None) -> str | None:
    """The code to type, for a demo member on a board in development; None for all others."""
    if current_app.config["ENV"] != "development" or not uniquifier:
        return None
    member = db.session.scalar(select(Member).filter_by(fs_uniquifier=uniquifier, is_demo=True))
    if member is None or step_of(member) != "authenticator":
        return None
    return str(library().totp_factory.next_code(member))
