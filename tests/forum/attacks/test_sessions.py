"""Stolen and planted sessions."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.db import db
from forum.devices.models import Device
from forum.members.models import Member
from forum.members.roles import add_role, remove_role
from forum.members.standing import suspend
from forum.own_data.close import ask_to_close
from tests.accounts import is_signed_in, link_in, sign_in
from tests.arriving import be_fresh, make_identity
from tests.codes import code_at
from tests.factories import PASSWORD, make_member

NEW = "a whole new kettle"


def stolen(client: FlaskClient) -> FlaskClient:
    """The thief's browser, with a copy of every cookie of this one."""
    thief = client.application.test_client()
    for cookie in client._cookies.values():
        thief.set_cookie(cookie.key, cookie.value, domain=cookie.domain, path=cookie.path)
    return thief


@pytest.fixture
def at_home(client: FlaskClient, victim: Member) -> FlaskClient:
    sign_in(client, victim, remember="y")
    return client


def sign_out(client: FlaskClient, member: Member) -> None:
    client.post("/logout")


def everywhere(client: FlaskClient, member: Member) -> None:
    client.post("/settings/sign-out-everywhere")


def new_password(client: FlaskClient, member: Member) -> None:
    data = {"password": PASSWORD, "new_password": NEW, "new_password_confirm": NEW}
    assert client.post("/change", data=data).status_code == 302


def elsewhere(client: FlaskClient, member: Member) -> None:
    """Sign the device of the stolen cookie out from another one."""
    other = client.application.test_client()
    sign_in(other, member)
    other.post("/settings/devices/sign-out-others")


def way_in_removed(client: FlaskClient, member: Member) -> None:
    identity = make_identity(member=member)
    be_fresh(client)
    client.post(f"/settings/ways-in/{identity.id}/remove")


def password_removed(client: FlaskClient, member: Member) -> None:
    make_identity(member=member)
    be_fresh(client)
    client.post("/settings/ways-in/remove-password")


def suspended(client: FlaskClient, member: Member) -> None:
    suspend(member, 3, "Three days.")


def closing(client: FlaskClient, member: Member) -> None:
    ask_to_close(member, keeps_posts=True)


def closed(client: FlaskClient, member: Member) -> None:
    member.active = False


ENDS = [
    sign_out, everywhere, new_password, elsewhere, way_in_removed, password_removed, suspended, closing,
    closed,
]  # fmt: skip


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__)
def test_a_stolen_cookie(at_home: FlaskClient, victim: Member, end: Any) -> None:
    """Cookies stolen before the session ends, in any of nine ways: a session hangs on its device's row."""
    thief = stolen(at_home)
    assert is_signed_in(thief)
    end(at_home, victim)
    db.session.commit()
    assert not is_signed_in(thief)


def test_a_stolen_cookie_of_somebody_who_left(
    at_home: FlaskClient, victim: Member, after_seven_days: Any
) -> None:
    """The cookies of a member who is deleted by now: the member and all devices are gone."""
    thief = stolen(at_home)
    ask_to_close(victim, keeps_posts=False)
    after_seven_days()
    assert not is_signed_in(thief) and db.session.query(Device).count() == 0


def test_a_reset_by_the_owner(at_home: FlaskClient, victim: Member, outbox: Any) -> None:
    """A stolen cookie after the owner set a new password by mail: every session ends with it."""
    thief = stolen(at_home)
    owner = at_home.application.test_client()
    owner.post("/reset", data={"email": victim.email})
    owner.post(link_in(outbox[-1]), data={"password": NEW, "password_confirm": NEW})
    assert not is_signed_in(thief)


def test_a_role_that_was_taken_away(login: Any) -> None:
    """Go on moderating with the session of before one lost the role: each request reads the roles."""
    member = make_member(role="moderator")
    client = login(member)
    assert client.get("/review").status_code == 200
    remove_role(member, "moderator")
    db.session.commit()
    assert client.get("/review").status_code == 403 and client.get("/modlog").status_code == 403


def test_a_cookie_of_ones_own_making(client: FlaskClient, victim: Member, app: Flask) -> None:
    """A session cookie signed with a guessed key: the key is long, and production refuses the usual one."""
    from flask.sessions import SecureCookieSessionInterface

    forger = Flask("forger")
    forger.secret_key = "secret"
    serializer = SecureCookieSessionInterface().get_signing_serializer(forger)
    client.set_cookie("session", serializer.dumps({"_user_id": victim.fs_uniquifier, "_fresh": True}))
    assert not is_signed_in(client)


def test_the_identifier_alone(client: FlaskClient, victim: Member) -> None:
    """A session with a victim's identifier from a copy of the database: it also takes a device's key."""
    from tests.accounts import session_of

    key = session_of(victim)["device"]
    hashes = [device.key for device in db.session.query(Device)]
    assert key not in hashes
    for device in (None, hashes[0], "", 5):
        with client.session_transaction() as session:
            session.update({"_user_id": victim.fs_uniquifier, "_fresh": True, "device": device})
        assert not is_signed_in(client)


def test_a_session_that_was_planted(client: FlaskClient, victim: Member) -> None:
    """Session fixation with the attacker's cookies in the victim's browser: a sign-in replaces them."""
    attacker = make_member(password=PASSWORD)
    sign_in(client, attacker)
    planted = stolen(client)
    client.post("/logout")
    sign_in(client, victim)
    assert "Rosa" in client.get("/settings").text and not is_signed_in(planted)


@pytest.mark.parametrize("header", ["Authorization", "Authentication-Token", "X-Auth-Token"])
def test_a_token_in_a_header(client: FlaskClient, victim: Member, header: str) -> None:
    """A token in a header or the address instead of a session: there are none."""
    token = victim.get_auth_token()
    assert client.get("/settings", headers={header: token}).status_code == 303
    assert client.get(f"/settings?auth_token={token}").status_code == 303


def test_a_remember_cookie(client: FlaskClient, victim: Member, app: Flask) -> None:
    """The library's remember cookie, stolen or made: it signs nobody in."""
    from flask_login.utils import encode_cookie

    client.set_cookie("remember_token", encode_cookie(victim.fs_uniquifier, app.config["SECRET_KEY"]))
    assert not is_signed_in(client)


def test_a_remembered_browser_after_signing_out_everywhere(
    client: FlaskClient, new_client: Any, careful_member: Member
) -> None:
    """A stolen cookie that spares the second factor: it ends with "sign out everywhere"."""
    sign_in(client, careful_member)
    client.post("/login/code", data={"code": code_at(), "remember_browser": "y"})
    thief = new_client()
    thief.set_cookie("tf_validity", client.get_cookie("tf_validity").value)
    sign_in(thief, careful_member)
    assert is_signed_in(thief)  # with the password it is good, until then
    client.post("/settings/sign-out-everywhere")
    sign_in(thief, careful_member)
    assert not is_signed_in(thief)


def test_a_picture_that_signs_out(at_home: FlaskClient) -> None:
    """A picture or link on another site that signs out: signing out takes a form with a token."""
    assert at_home.get("/logout").status_code == 405 and is_signed_in(at_home)


def test_a_role_given_to_oneself_by_the_cookie(login: Any) -> None:
    """A session from before one got a role: the role asks for a second factor at once."""
    member = make_member(password=PASSWORD)
    client = login(member)
    with client.session_transaction() as session:
        session.pop("second_factor")
    add_role(member, "admin")
    db.session.commit()
    assert client.get("/review").location.startswith("/second-factor")
