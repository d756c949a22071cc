"""Ways in in the settings: add and remove, never the last, freshly, and nobody else's."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from forum.db import db, utcnow
from forum.members.models import WebAuthn
from forum.signin.models import Identity
from tests.accounts import is_signed_in, sign_in
from tests.arriving import FACEBOOK, GOOGLE, be_fresh, come, last_mail, make_identity
from tests.factories import PASSWORD, make_member


def count() -> int:
    return db.session.scalar(select(func.count(Identity.id))) or 0


def fresh(client):
    be_fresh(client)
    return client


@pytest.mark.parametrize("rest", ["password", "identity"])
def test_a_way_in_can_go_while_another_is_left(login, rest) -> None:
    identity = make_identity(member=make_member(password=PASSWORD if rest == "password" else None))
    member = identity.member
    if rest == "identity":
        make_identity(FACEBOOK, member)
    client = fresh(login(member))
    before, elsewhere = count(), member.fs_uniquifier
    answer = client.post(f"/settings/ways-in/{identity.id}/remove")
    assert "no way in any more" in client.get(answer.location).text
    assert count() == before - 1 and is_signed_in(client)
    assert member.fs_uniquifier != elsewhere  # other devices are signed out
    assert "Google was removed" in last_mail().text and last_mail().recipient == member.email
    assert come(client.application.test_client(), GOOGLE).location != "/go-on"


@pytest.mark.parametrize("way", ["identity", "password"])
def test_the_last_way_in_stays(login, way) -> None:
    if way == "identity":
        identity = make_identity()
        member, path = identity.member, f"/settings/ways-in/{identity.id}/remove"
    else:
        member, path = make_member(password=PASSWORD), "/settings/ways-in/remove-password"
    client = fresh(login(member))
    page = client.get(client.post(path).location)
    assert "your last way in" in page.text and "Remove" not in page.text
    assert count() == (way == "identity") and bool(member.password) == (way == "password")


def test_a_password_can_go_when_an_identity_is_left(login) -> None:
    member = make_identity(member=make_member(password=PASSWORD)).member
    client = fresh(login(member))
    client.post("/settings/ways-in/remove-password")
    assert not member.password and is_signed_in(client)
    assert sign_in(client.application.test_client(), member).status_code == 422
    assert come(client.application.test_client()).location == "/go-on"
    client.post("/settings/ways-in/remove-password")  # a second click
    assert count() == 1


@pytest.mark.parametrize("password", [PASSWORD, None])
def test_the_last_passkey_stays_when_nothing_else_is_left(login, password) -> None:
    member = make_member(password=password)
    now = utcnow().replace(tzinfo=None)
    times = {"create_datetime": now, "lastuse_datetime": now}
    kind = {"usage": "first", "device_type": "single_device", "backup_state": False, "sign_count": 0}
    member.webauthn.append(WebAuthn(name="phone", credential_id=b"x", public_key=b"x", **times, **kind))
    db.session.commit()
    client = fresh(login(member))
    client.post(url_of_removal(client), data={"name": "phone"})
    assert len(member.webauthn) == (0 if password else 1)


def url_of_removal(client) -> str:
    app = client.application
    return next(rule.rule for rule in app.url_map.iter_rules() if rule.endpoint == "security.wan_delete")


def test_another_members_identity_cannot_be_removed(login) -> None:
    identity = make_identity()
    client = fresh(login(make_member(password=PASSWORD)))
    assert client.post(f"/settings/ways-in/{identity.id}/remove").status_code == 404
    assert count() == 1


def test_an_old_session_changes_nothing(login) -> None:
    identity = make_identity(member=make_member(password=PASSWORD))
    client, page = login(identity.member), {"Referer": "http://localhost/settings/ways-in"}
    for path in (f"{identity.id}/remove", "remove-password", "link"):
        asked = client.post(f"/settings/ways-in/{path}", headers=page).location
        assert asked.startswith("/verify?next=/settings/ways-in") and client.get(asked).status_code == 200
    assert count() == 1 and identity.member.password


def test_a_member_may_have_several_identities_also_two_at_one_provider(login) -> None:
    member = make_identity().member
    client = fresh(login(member))
    for claims in (FACEBOOK, replace(GOOGLE, subject="g-2")):
        client.get(come(client, claims).location)
        client.post("/settings/ways-in/link")
    assert count() == 3
    page = client.get("/settings/ways-in").text
    assert page.count("Remove Google") == 2 and page.count("Remove Facebook") == 1


def test_providers_are_offered_to_add(login, app, monkeypatch) -> None:
    button = {"key": "google", "label": "Google", "icon": "key", "url": "/sign-in/google"}
    monkeypatch.setitem(app.extensions, "providers", [button])
    client = login(make_member(password=PASSWORD))
    assert "Add Google" not in client.get("/settings/ways-in").text
    page = fresh(client).get("/settings/ways-in")
    assert "Add Google" in page.text and 'action="/sign-in/google"' in page.text


def test_the_page_where_a_password_is_asked_for_again_works(login) -> None:
    page = login(make_member(password=PASSWORD)).get("/verify?next=/settings/ways-in")
    assert page.status_code == 200
