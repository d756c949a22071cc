"""Rows, links and codes of other members."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from forum.db import db, utcnow
from forum.devices.models import Device
from forum.drafts.models import ParkedForm
from forum.jobs.run import run_due
from forum.letters.models import Letter
from forum.members.models import Member, WebAuthn
from forum.own_data.close import ask_to_close, closing_of
from forum.own_data.models import Export
from forum.posts.models import Post
from forum.review.models import ReviewItem
from forum.signin.models import Arrival, Identity
from tests.accounts import link_in
from tests.arriving import come, make_identity
from tests.factories import PASSWORD, make_member, make_post, make_thread
from tests.forum.test_access import MEMBER, MODERATOR, ROUTES
from tests.passkeys import Passkey

REFUSED = frozenset({302, 303, 403, 404, 405, 410})
FOR_ALL = frozenset(
    {
        "/threads/<row:thread_id>/unread",
        "/threads/<row:thread_id>/seen",
        "/threads/<row:thread_id>/reply",
        "/posts/<row:post_id>/report",
        "/boards/<slug>/new",
    }
)
"""Addresses with a row that belongs to nobody: every member may read, reply and report."""
WITH_ROW = [
    route
    for route, who in ROUTES.items()
    if who in (MEMBER, MODERATOR) and "<" in route and route.partition(" ")[2] not in FOR_ALL
]


@pytest.fixture
def rows(app: Flask, fake_reader: Any) -> dict[str, Any]:
    """One of everything that belongs to somebody."""
    owner = make_member("Rosa", password=PASSWORD)
    post = make_post(make_thread(author=owner), owner, "Words of Rosa")
    device = Device(member=owner, key="x" * 64, label="Firefox on Linux")
    item = ReviewItem(post_id=post.id, level=3, state="open")
    letter = Letter(member=owner, moderator=owner, subject="To Rosa", body="Words of Rosa's moderator")
    db.session.add_all([device, item, letter])
    db.session.commit()
    names = {"post_id": post.id, "thread_id": post.thread_id, "device_id": device.id}
    names |= {"letter_id": letter.id}
    names |= {"identity_id": make_identity(member=owner).id, "item_id": item.id, "verb": "lock", "slug": "x"}
    return names | {"key": "guess", "token": "guess", "code": "guess", "owner": owner}


def snapshot() -> list[Any]:
    """All that belongs to members, without times of use."""
    tables = (Post, Identity, WebAuthn, ReviewItem, Export)
    kept = [[row.__dict__.copy() for row in db.session.scalars(select(table))] for table in tables]
    for row in (row for rows in kept for row in rows):
        row.pop("_sa_instance_state")
    return [*kept, [(d.id, d.ended_at) for d in db.session.scalars(select(Device).order_by(Device.id))]]


@pytest.mark.parametrize("route", WITH_ROW)
def test_another_members_row(freshly: Any, rows: dict[str, Any], route: str) -> None:
    """Another member's id in every address that takes one: each looks for it among one's own rows."""
    attacker = freshly(make_member())
    method, rule = route.split(" ", 1)
    # The desk turns members away before it looks for a row; a member's address must name one that is there.
    names = re.findall(r"(\w+)>", rule) if ROUTES[route] == MODERATOR else []
    there = dict.fromkeys(names, "1") | {"kind": "phrase", "of": "shadow"} | rows
    path = re.sub(r"<(?:[^<>]*:)?(\w+)>", lambda found: str(there[found[1]]), rule)
    before = snapshot()
    answer = attacker.open(path, method=method, data={"body": "Evil", "based_on": "1"})
    assert answer.status_code in REFUSED and snapshot() == before
    assert "Words of Rosa" not in answer.text


def test_ids_in_form_fields(freshly: Any, rows: dict[str, Any]) -> None:
    """Another member's id in a form field beside one's own address: forms name no rows."""
    attacker, owner = freshly(make_member()), rows["owner"]
    ids = {name: owner.id for name in ("id", "member_id", "user_id", "author_id", "member")}
    name, before = owner.name, snapshot()
    for path in ("/settings", "/settings/data/delete", "/settings/ways-in/remove-password"):
        attacker.post(path, data=ids | {"name": "Mallory", "posts": "delete"})
    db.session.refresh(owner)
    assert (owner.name, bool(owner.password), closing_of(owner)) == (name, True, None)
    assert snapshot()[:-1] == before[:-1]


def test_another_members_passkey_by_its_name(freshly: Any, rows: dict[str, Any]) -> None:
    """Remove another member's passkey by its name: names are looked up among one's own."""
    Passkey(rows["owner"], name="phone")
    attacker = freshly(make_member(password=PASSWORD))
    attacker.post("/settings/passkeys/remove", data={"name": "phone"})
    assert len(rows["owner"].webauthn) == 1


@pytest.fixture
def link(freshly: Any, victim: Member, outbox: Any) -> str:
    freshly(victim).post("/settings/data/export")
    run_due()
    return link_in(outbox[-1])


def test_the_link_to_anothers_copy(app: Flask, link: str, victim: Member, client: FlaskClient) -> None:
    """The link to another's copy, from a mail that was passed on: it takes the member who asked."""
    from tests.accounts import session_of

    thief = app.test_client()
    assert thief.post(link).location.startswith("/login")
    with thief.session_transaction() as session:
        session.update(session_of(make_member()))
    assert thief.post(link).status_code == 404
    assert client.post(link).status_code == 200


def test_a_copy_twice_or_late(client: FlaskClient, link: str) -> None:
    """The link to a copy once more, or after its days: it works once, and its rows are emptied."""
    assert client.post(link).status_code == 200
    assert client.post(link).status_code == 410 and client.get(link).status_code == 410


def test_a_copy_after_its_days(client: FlaskClient, link: str) -> None:
    """The link to a copy from an old mail: it expires."""
    db.session.execute(update(Export).values(expires_at=utcnow() - timedelta(seconds=1)))
    assert client.post(link).status_code == 410


def test_a_guessed_copy(client: FlaskClient, link: str) -> None:
    """A guessed link to a copy, or the hash from a stolen table: neither is the key."""
    [export] = db.session.scalars(select(Export))
    for key in (export.key, str(export.id), "1", "%00", "x" * 5000, "' OR 1=1 --"):
        assert client.post(f"/settings/data/download/{key}").status_code == 404


def test_copies_by_the_hundred(freshly: Any, victim: Member) -> None:
    """Ask for copy after copy to fill the disk: one at a time, three a day."""
    client = freshly(victim)
    for _ in range(12):
        client.post("/settings/data/export")
        run_due()
    assert db.session.query(Export).count() == 3


def test_another_undoes_a_deletion(login: Any, client: FlaskClient, victim: Member) -> None:
    """Undo or hasten another's deletion with the code of its status page: the page only shows."""
    closing = ask_to_close(victim, keeps_posts=True)
    due, path = closing.due_at, f"/data-deletion/{closing.code}"
    attacker = login(make_member())
    for method in ("POST", "PUT", "DELETE"):
        assert attacker.open(path, method=method).status_code == 405
    attacker.post("/settings/closing/keep", data={"code": closing.code})
    assert closing_of(victim).due_at == due
    page = attacker.get(path).text
    assert victim.name not in page and victim.email not in page


def test_a_guessed_deletion(client: FlaskClient, victim: Member) -> None:
    """Guess the code of a deletion: 160 random bits, and the page names nobody."""
    code = ask_to_close(victim, keeps_posts=True).code
    assert len(code) >= 27
    for guess in ("1", code[:-1], code.swapcase(), "%", "_" * len(code)):
        assert client.get(f"/data-deletion/{guess}").status_code == 404


def test_anothers_draft(client: FlaskClient, new_client: Any) -> None:
    """A visitor's kept text, read from another browser: its key lies in the first one's cookie."""
    thread = make_thread()
    path = f"/threads/{thread.id}/reply"
    client.post(path, data={"body": "My secret words"})
    assert db.session.query(ParkedForm).count() == 1
    assert "My secret words" in client.get(path).text
    assert "My secret words" not in new_client().get(path).text


def test_anothers_draft_at_the_same_screen(client: FlaskClient, victim: Member) -> None:
    """A text that somebody left at a shared screen: signing out forgets it."""
    from tests.accounts import sign_in

    path = f"/threads/{make_thread().id}/reply"
    client.post(path, data={"body": "My secret words"})
    sign_in(client, victim)
    client.post("/logout")
    assert "My secret words" not in client.get(path).text and db.session.query(ParkedForm).count() == 0


def test_anothers_arrival(client: FlaskClient, new_client: Any) -> None:
    """Go on with what a provider said in another browser: its key lies in that one's cookie."""
    come(client)
    [arrival] = db.session.scalars(select(Arrival))
    thief = new_client()
    assert thief.post("/welcome", data={"key": arrival.key, "name": "Mallory"}).location == "/register"
    with thief.session_transaction() as session:
        session["arrival"] = str(arrival.id)
    assert thief.get("/welcome").location == "/register"
