"""Two requests at once."""

from importlib import import_module
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, func, select, update

from forum.db import db
from forum.factors.change import renew_codes
from forum.members.models import WebAuthn
from forum.signin.arrivals import code_for
from forum.signin.models import Arrival, Identity
from tests.accounts import is_signed_in, session_of, sign_in
from tests.arriving import FACEBOOK, GOOGLE, be_fresh, come, make_identity, members_at, visit
from tests.codes import code_at
from tests.factories import PASSWORD, make_member
from tests.parallel import at_once
from tests.passkeys import Passkey

ROSA, EVE = "rosa@example.org", "eve@example.org"


def count(table: Any) -> int:
    return db.session.scalar(select(func.count(table.id))) or 0


def copy_of(client: Any) -> Any:
    """Another tab of the same browser: its cookies as they are now."""
    other = client.application.test_client()
    with client.session_transaction() as ours, other.session_transaction() as theirs:
        theirs.update(ours)
    return other


def between(monkeypatch: pytest.MonkeyPatch, place: str, deed: Any) -> None:
    """Let `deed` happen, once, right before the function at `place` runs."""
    path, _, name = place.rpartition(".")
    module = import_module(path)
    usual = getattr(module, name)
    waiting = [deed]

    def late(*args: Any, **more: Any) -> Any:
        if waiting:
            waiting.pop()()
        return usual(*args, **more)

    monkeypatch.setattr(module, name, late)


def test_an_address_is_changed_while_its_code_is_checked(client: Any, app: Flask, monkeypatch: Any) -> None:
    """One tab proves one's own address while another puts a victim's in: the proof names its address."""
    come(client, FACEBOOK)
    client.post("/arrival/address", data={"email": EVE})
    code = code_for(db.session.scalars(select(Arrival)).one())
    between(monkeypatch, "forum.signin.arrivals.code_for", lambda: run(update(Arrival).values(email=ROSA)))
    client.post("/arrival/code", data={"code": code})
    arrival = db.session.scalars(select(Arrival)).one()
    assert (arrival.email, arrival.is_email_verified) != (ROSA, True)


def test_a_code_is_checked_while_its_address_is_changed(client: Any, app: Flask, monkeypatch: Any) -> None:
    """One tab puts a victim's address in while another proves one's own: a proved address is not replaced."""
    come(client, FACEBOOK)
    client.post("/arrival/address", data={"email": EVE})
    proved = update(Arrival).values(is_email_verified=True)
    between(monkeypatch, "forum.signin.forms.usable_email", lambda: run(proved))
    client.post("/arrival/address", data={"email": ROSA})
    arrival = db.session.scalars(select(Arrival)).one()
    assert (arrival.email, arrival.is_email_verified) != (ROSA, True)


def run(statement: Any) -> None:
    """As another request does, with a connection of its own."""
    with db.engine.begin() as connection:
        connection.execute(statement)


REMOVE_PASSKEY = "/settings/passkeys/remove"


def test_the_last_two_ways_in_at_once(app: Flask, freshly: Any) -> None:
    """Remove the last two accounts elsewhere in two requests at once: the member's row is held, one stays."""
    member = make_identity(member=make_member()).member
    ids = [make_identity(FACEBOOK, member).id, member_identity(member).id]
    tabs = [freshly(member), copy_of(freshly(member))]
    paths = [f"/settings/ways-in/{identity_id}/remove" for identity_id in ids]
    at_once(app, *[lambda tab=tab, path=path: tab.post(path) for tab, path in zip(tabs, paths, strict=True)])
    assert count(Identity) == 1


def member_identity(member: Any) -> Identity:
    return db.session.scalars(select(Identity).filter_by(member_id=member.id, issuer=GOOGLE.issuer)).one()


def test_the_last_two_passkeys_at_once(app: Flask, freshly: Any, monkeypatch: Any) -> None:
    """Remove the last two passkeys in two requests at once: the member's row is held, one stays."""
    member = make_member()
    Passkey(member, name="one"), Passkey(member, name="two")
    client = freshly(member)
    gone = delete(WebAuthn).where(WebAuthn.name == "two")
    between(monkeypatch, "forum.factors.passkeys.lock_row", lambda: run(gone))
    client.post(REMOVE_PASSKEY, data={"name": "one"})
    assert count(WebAuthn) == 1


def test_a_passkey_and_an_account_elsewhere_at_once(app: Flask, freshly: Any, monkeypatch: Any) -> None:
    """Remove the last passkey and the last account elsewhere at once: the member's row is held, one stays."""
    member = make_identity(member=make_member()).member
    Passkey(member, name="one")
    client = freshly(member)
    between(monkeypatch, "forum.factors.passkeys.lock_row", lambda: run(delete(Identity)))
    client.post(REMOVE_PASSKEY, data={"name": "one"})
    assert count(WebAuthn) + count(Identity) == 1


def test_two_members_claim_one_identity(app: Flask, freshly: Any) -> None:
    """Two members link the same account elsewhere at once: the table takes issuer and subject once."""
    clients = [app.test_client(), app.test_client()]
    for client in clients:
        member = make_member(password=PASSWORD)
        with client.session_transaction() as session:
            session.update(session_of(member))
        come(client, GOOGLE)
        be_fresh(client)
    at_once(app, *[lambda c=client: c.post("/settings/ways-in/link") for client in clients])
    assert count(Identity) == 1


def test_two_people_register_one_identity(app: Flask) -> None:
    """Two browsers register the same account elsewhere at once: one member is made."""
    clients = [app.test_client(), app.test_client()]
    for client in clients:
        come(client)
    visits = [lambda c=c, n=n: visit(c, name=f"Name {n}") for n, c in enumerate(clients)]
    answers = at_once(app, *visits)
    assert len(members_at(ROSA)) == 1 and count(Identity) == 1
    assert all(answer.status_code < 500 for answer in answers)


def test_one_recovery_code_twice_at_once(app: Flask, careful_member: Any) -> None:
    """One recovery code typed in two browsers at once: the member's row is held, it counts once."""
    code = renew_codes(careful_member)[0]
    db.session.commit()
    clients = [app.test_client(), app.test_client()]
    for client in clients:
        sign_in(client, careful_member)
    at_once(app, *[lambda c=c: c.post("/login/recovery-code", data={"code": code}) for c in clients])
    assert [is_signed_in(client) for client in clients].count(True) == 1


def test_one_app_code_twice_at_once(app: Flask, careful_member: Any) -> None:
    """One code of the app typed in two browsers at once: the time step is taken by one statement."""
    clients, code = [app.test_client(), app.test_client()], code_at()
    for client in clients:
        sign_in(client, careful_member)
    at_once(app, *[lambda c=c: c.post("/login/code", data={"code": code}) for c in clients])
    assert [is_signed_in(client) for client in clients].count(True) == 1
