"""Stand-ins for accounts that are not there, so that a page does the same work for every address.

Whether an address has an account is nobody's business: that somebody reads here can be a secret. A page that
only says the same would still tell by its time, so the work is the same: hashes, mails, rows.
"""

import uuid
from typing import Any

from flask import current_app

from forum.mails.send import NOBODY
from forum.members.models import Member

PLACEHOLDER_HOST = "nobody.invalid"
"""No mail ever reaches this name (RFC 2606)."""


def stand_in() -> Member:
    """An account that is in no table: mails to it are written like others and never sent."""
    return Member(name="nobody", email=NOBODY, password="nothing", fs_uniquifier=uuid.uuid4().hex)


def hold_name(app: Any, user: Any = None, form_data: Any = None, **rest: Any) -> None:
    """Take the name that was chosen in a sign-up whose address has an account, as a real sign-up would.

    Otherwise a second sign-up with the same name would tell: the name is free only if the first made nobody.
    The row can sign in as little as any sign-up that was never confirmed, and goes with these.
    """
    current_app.extensions["datastore"].create_user(
        name=form_data["name"],
        country=form_data["country"] or None,
        email=f"{uuid.uuid4().hex}@{PLACEHOLDER_HOST}",
        password=None,
        active=True,
    )
