"""Pages about accounts do the same work for an address with an account and for one without.

What a page says is tested with its form; here it is what it does: hashes, queries and mails, not the clock.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import pytest
from flask.testing import FlaskClient
from flask_security import utils
from sqlalchemy import func, select

from forum.db import db
from forum.mails.models import Mail
from forum.members.models import Member
from tests.accounts import sign_in, sign_up
from tests.counting import queries
from tests.factories import PASSWORD, make_member


@pytest.fixture
def hashes(app, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Grows by one with each slow hash of a password."""
    done: list[str] = []
    context = app.extensions["security"].pwd_context
    for name in ("hash", "verify", "verify_and_update"):
        usual = getattr(context, name)
        monkeypatch.setattr(context, name, lambda *a, usual=usual, **k: done.append("hash") or usual(*a, **k))
    return done


def kinds(statements: list[str]) -> Counter[str]:
    """Statements by kind and table; which columns are read makes no difference to anybody."""
    return Counter(" ".join(re.findall(r"^\w+|(?:FROM|INTO|UPDATE) \w+", text)[:2]) for text in statements)


def mails() -> int:
    return db.session.scalar(select(func.count(Mail.id))) or 0


def work(client: FlaskClient, hashes: list[str], path: str, fields: dict[str, str]) -> tuple:
    hashes.clear()
    before = mails()
    with queries() as statements:
        answer = client.post(path, data=fields)
    return answer.status_code, answer.location, len(hashes), kinds(statements), mails() - before


def test_the_counter_sees_hashes(client: FlaskClient, hashes: list[str]) -> None:
    utils.hash_password("x")
    assert hashes == ["hash"]


@pytest.mark.parametrize("path", ["/reset", "/confirm", "/login"])
def test_the_same_work_is_done_for_every_address(client: FlaskClient, hashes: list[str], path: str) -> None:
    make_member(password=PASSWORD)
    people = {
        "known": make_member(password=PASSWORD).email,
        "unknown": "nobody@example.org",
        "unconfirmed": make_member(password=PASSWORD, confirmed_at=None).email,
        "closed": make_member(password=PASSWORD, active=False).email,
    }
    if path == "/login":
        people["without password"] = make_member().email
    done = {
        who: work(client, hashes, path, {"email": email, "password": "not this one"})
        for who, email in people.items()
    }
    for who, what in done.items():
        assert what == done["unknown"], who


def test_the_same_work_is_done_for_a_sign_up_with_a_known_address(
    client: FlaskClient, hashes: list[str]
) -> None:
    sign_up(client, name="First")
    fields = {"password": PASSWORD, "country": "GB"}
    known = make_member(password=PASSWORD).email
    fresh = work(client, hashes, "/register", fields | {"name": "Ada", "email": "new@example.org"})
    again = work(client, hashes, "/register", fields | {"name": "Bea", "email": known})
    assert again == fresh


def test_a_name_chosen_with_a_known_address_is_taken_as_with_a_new_one(client: FlaskClient) -> None:
    known = make_member(password=PASSWORD).email
    for email in (known, "new@example.org"):
        name = f"Name {email[:3]}"
        sign_up(client, name=name, email=email)
        assert "Another member has this name" in sign_up(client, name=name, email="third@example.org").text


def test_the_row_that_holds_the_name_cannot_sign_in(client: FlaskClient, outbox: Sequence) -> None:
    sign_up(client, email=make_member(password=PASSWORD).email)
    holder = db.session.scalars(select(Member).filter_by(name="Rosa")).one()
    assert holder.email.endswith("@nobody.invalid") and holder.password is None
    assert sign_in(client, holder).status_code == 422
    client.post("/reset", data={"email": holder.email})
    assert all(holder.email not in mail.to for mail in outbox[:1])
