"""Around the second factor."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from forum.db import db
from forum.factors.change import renew_codes
from forum.members.models import Member
from tests.accounts import is_signed_in, link_in, sign_in
from tests.arriving import be_fresh, come, make_identity
from tests.codes import code_at
from tests.factories import PASSWORD, make_member

NEW = "a whole new kettle"


@pytest.fixture
def half(client: FlaskClient, careful_member: Member) -> FlaskClient:
    """A thief's browser: the password was right, the second factor is asked for."""
    assert sign_in(client, careful_member).location.startswith("/login/code")
    return client


@pytest.mark.parametrize("path", ["/settings", "/review", "/settings/data", "/second-factor", "/go-on"])
def test_half_signed_in(half: FlaskClient, path: str) -> None:
    """Go on to a page inside between the two steps: nobody is signed in before the second."""
    assert half.get(path).location == "/" or "/login" in half.get(path).location


def test_half_signed_in_sets_an_app_up(half: FlaskClient, careful_member: Member) -> None:
    """Set up one's own app or passkey, or switch codes off, between the steps: that is for members inside."""
    before = careful_member.tf_totp_secret
    for path in ("app", "off", "codes"):
        assert "/login" in half.post(f"/settings/second-factor/{path}").location
    assert "/login" in half.post("/settings/passkeys", data={"name": "mine"}).location
    assert careful_member.tf_totp_secret == before


def test_another_members_code(half: FlaskClient) -> None:
    """One's own code for another's second step: a code is of one member's secret."""
    from forum.factors.codes import METHOD
    from forum.factors.library import library

    key = "EVILEVILEVILEVILEVILEVILEVILEVIL"
    make_member(tf_primary_method=METHOD, tf_totp_secret=library().totp_factory.keep(key))
    assert half.post("/login/code", data={"code": code_at(key=key)}).status_code == 422


def test_a_code_once_more(half: FlaskClient, new_client: Any, careful_member: Member) -> None:
    """A code read over a shoulder, typed again in its thirty seconds: no time step counts twice."""
    code = code_at()
    half.post("/login/code", data={"code": code})
    thief = new_client()
    sign_in(thief, careful_member)
    assert thief.post("/login/code", data={"code": code}).status_code == 422
    assert thief.post("/login/recovery-code", data={"code": code}).status_code == 422


def test_a_code_once_more_inside(login: Any, careful_member: Member, new_client: Any) -> None:
    """A code of the sign-in, typed again before something that matters: it is used up there too."""
    code = code_at()
    owner = new_client()
    sign_in(owner, careful_member)
    owner.post("/login/code", data={"code": code})
    thief = login(careful_member)
    with thief.session_transaction() as session:
        session.pop("second_factor")
    assert thief.post("/second-factor", data={"code": code}).status_code == 422


def test_a_recovery_code_twice(half: FlaskClient, new_client: Any, careful_member: Member) -> None:
    """A recovery code from a used paper: each counts once, and new ones end the old."""
    old = renew_codes(careful_member)
    db.session.commit()
    half.post("/login/recovery-code", data={"code": old[0]})
    assert is_signed_in(half)
    renew_codes(careful_member)
    thief = new_client()
    sign_in(thief, careful_member)
    for code in old[:2]:
        assert thief.post("/login/recovery-code", data={"code": code}).status_code == 422


def test_a_new_password_instead_of_the_code(client: FlaskClient, careful_member: Member, outbox: Any) -> None:
    """Set a new password by a mail that was read, to be in without a code: it is asked for afterwards."""
    client.post("/reset", data={"email": careful_member.email})
    client.post(link_in(outbox[-1]), data={"password": NEW, "password_confirm": NEW})
    assert not is_signed_in(client)
    assert sign_in(client, careful_member, NEW).location.startswith("/login/code")


def test_the_mailbox_instead_of_the_code(client: FlaskClient, careful_member: Member) -> None:
    """Come by a new account elsewhere and the owner's mailbox: the second factor is asked for there too."""
    from dataclasses import replace

    from tests.arriving import GOOGLE, code_in, last_mail

    careful_member.password = None
    come(client, replace(GOOGLE, email=careful_member.email))
    client.post("/arrival/prove")
    answer = client.post("/arrival/code", data={"code": code_in(last_mail())})
    assert answer.location.startswith("/login/code") and not is_signed_in(client)


def test_half_signed_in_as_one_and_in_as_another(half: FlaskClient, careful_member: Member) -> None:
    """Begin as the victim, then come in as oneself in the same browser: one is in as oneself."""
    own = make_identity(member=make_member("Mallory")).member
    come(half)
    page = half.get("/settings").text
    assert "Mallory" in page and careful_member.name not in page
    half.post("/login/code", data={"code": "000000"})
    assert own.name in half.get("/settings").text


@pytest.mark.parametrize("role", ["moderator", "admin"])
@pytest.mark.parametrize("path", ["/review", "/modlog", "/review/1", "/threads/1/move"])
def test_a_moderator_by_the_password_alone(login: Any, role: str, path: str) -> None:
    """A moderator's session without a second factor at the queue: it leads to showing one."""
    client = login(make_member(role=role))
    with client.session_transaction() as session:
        session.pop("second_factor")
    assert client.get(path).location.startswith("/second-factor")


def test_the_proof_of_another_device(login: Any, new_client: Any) -> None:
    """Copy the mark of a shown second factor into another session: it names its device."""
    member = make_member(role="moderator", password=PASSWORD)
    with login(member).session_transaction() as session:
        proof = session["second_factor"]
    other = new_client()
    from tests.accounts import session_of

    with other.session_transaction() as session:
        session.update(session_of(member) | {"second_factor": proof})
    assert other.get("/review").location.startswith("/second-factor")


OLD = ["app", "off", "codes"]


@pytest.mark.parametrize("page", OLD)
def test_an_open_screen(login: Any, careful_member: Member, page: str) -> None:
    """Switch codes off or over at a screen left open: it asks for a fresh sign-in and the factor."""
    client = login(careful_member)
    assert client.post(f"/settings/second-factor/{page}").location.startswith("/verify")
    be_fresh(client)
    with client.session_transaction() as session:
        session.pop("second_factor")
    assert client.post(f"/settings/second-factor/{page}").location.startswith("/second-factor")


def test_a_secret_of_ones_own(freshly: Any, new_client: Any, careful_member: Member) -> None:
    """Give a victim an app whose key one knows, by one's own form's state: it is signed for one member."""
    import re

    attacker = freshly(make_member())
    page = attacker.get("/settings/second-factor/app").text
    state = re.search(r'name="state"[^>]*value="([^"]+)"', page)[1]
    victim, before = freshly(careful_member), careful_member.tf_totp_secret
    victim.post("/settings/second-factor/app", data={"state": state, "code": code_at()})
    assert careful_member.tf_totp_secret == before
