"""The one row that stands for everybody who has left: posts that were kept without a name belong to it.

One row for all of them and not one each, so that nobody can put the posts of one person together again.
"""

from sqlalchemy import select

from forum.db import db, utcnow, without_zone
from forum.members.models import FORMER, FORMER_KEY, FORMER_NAME, Member


def former_member() -> Member:
    """The shared row, made when the first member leaves. Nobody can sign in as it. Does not commit."""
    found = db.session.scalar(select(Member).filter_by(fs_uniquifier=FORMER))
    if found is not None:
        return found
    former = Member(name=FORMER_NAME, email=f"{FORMER}@invalid", active=False, fs_uniquifier=FORMER)
    former.confirmed_at = without_zone(utcnow())  # or it would go with the sign-ups never confirmed
    former.name_key = FORMER_KEY
    db.session.add(former)
    db.session.flush()
    return former
