"""What happens in a browser after a provider has named somebody, for tests of sign-in and first visit."""

import re
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from forum.db import db
from forum.mails.models import Mail
from forum.members.models import Member
from forum.signin import next_page
from forum.signin.arrive import arrive
from forum.signin.claims import Claims
from forum.signin.models import Identity
from tests.accounts import link_in
from tests.factories import make_member

GOOGLE = Claims("google", "https://accounts.google.com", "g-1", "rosa@example.org", True, "Rosa Klein")
FACEBOOK = Claims("facebook", "https://www.facebook.com", "f-1", None, False, "Rosa Klein")
VISIT = {"name": "Quiet Kettle", "age": "y", "terms": "y", "country": "GB"}


def come(client: FlaskClient, claims: Claims = GOOGLE, going_to: str = "") -> TestResponse:
    """What follows when a provider's callback has passed all checks."""

    def callback() -> Any:
        next_page.keep(going_to)
        return arrive(claims)

    # An address of the board plays the callback for one request: no address is added for tests.
    views = client.application.view_functions
    usual, views["notices.country"] = views["notices.country"], callback
    try:
        return client.post("/country")
    finally:
        views["notices.country"] = usual


def visit(client: FlaskClient, **fields: Any) -> TestResponse:
    return client.post("/welcome", data={name: value for name, value in (VISIT | fields).items() if value})


def make_identity(claims: Claims = GOOGLE, member: Member | None = None) -> Identity:
    identity = Identity(
        member=member or make_member(), provider=claims.provider, issuer=claims.issuer, subject=claims.subject
    )
    db.session.add(identity)
    db.session.commit()
    return identity


def members_at(email: str) -> list[Member]:
    return list(db.session.scalars(select(Member).filter_by(email=email)).unique())


def last_mail() -> Mail:
    return db.session.scalars(select(Mail).order_by(Mail.id.desc())).first()


def code_in(mail: Mail) -> str:
    return re.search(r"^([A-Z2-7]{4}-[A-Z2-7]{4})$", mail.text, re.M)[1]


class Text:
    """A mail row as `link_in` wants it."""

    def __init__(self, mail: Mail) -> None:
        self.body = mail.text


def link_of(mail: Mail) -> str:
    return link_in(Text(mail))


def be_fresh(client: FlaskClient) -> None:
    """As after a sign-in just now; the `login` fixture alone is an old session."""
    import time

    with client.session_transaction() as session:
        session["fs_paa"] = time.time()
