"""Being there before the owner, and merging accounts."""

from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.db import db
from forum.members.models import Member
from forum.signin.models import Identity
from tests.accounts import is_signed_in, link_in, sign_in, sign_up
from tests.arriving import FACEBOOK, GOOGLE, be_fresh, code_in, come, last_mail, make_identity, visit
from tests.factories import PASSWORD, make_member

ROSA = GOOGLE.email
EVIL = replace(GOOGLE, issuer="https://evil.example", subject="evil", is_email_verified=False)


def owners() -> list[int]:
    return list(db.session.scalars(select(Identity.member_id)))


def test_a_password_waits_for_the_owner_of_the_address(client: FlaskClient, new_client: Any) -> None:
    """Sign up with a victim's address and wait until they come by Google: the sign-up is emptied first."""
    attacker = new_client()
    sign_up(attacker, email=ROSA, name="Mallory")
    come(client)
    visit(client)
    assert is_signed_in(client)
    assert sign_in(attacker, ROSA).status_code == 422 and not is_signed_in(attacker)


def test_a_mail_of_before_opens_the_account_later(client: FlaskClient, new_client: Any, outbox: Any) -> None:
    """Keep the confirming link of one's own sign-up until the owner came: the link died with the sign-up."""
    sign_up(new_client(), email=ROSA, name="Mallory")
    link = link_in(outbox[0])
    come(client)
    visit(client)
    client.post("/logout")
    new_client().post(link)
    [member] = db.session.scalars(select(Member).filter_by(email=ROSA)).unique()
    assert not member.password and sign_in(client, ROSA).status_code == 422


def test_an_account_elsewhere_waits_for_the_owner_of_the_address(
    client: FlaskClient, new_client: Any
) -> None:
    """Come by a provider that says a victim's address unproved, before them: it asks the victim's mailbox."""
    attacker = new_client()
    come(attacker, EVIL)
    attacker.post("/arrival/address", data={"email": ROSA})
    assert visit(attacker).location.startswith("/arrival/")
    come(client)
    visit(client)
    assert len(owners()) == 1 and is_signed_in(client) and not is_signed_in(attacker)


def test_the_victim_opens_the_mail_that_the_attacker_asked_for(client: FlaskClient, new_client: Any) -> None:
    """The victim clicks the link of a mail that the attacker had sent: it shows a code and proves nothing."""
    attacker = new_client()
    come(attacker, EVIL)
    attacker.post("/arrival/address", data={"email": ROSA})
    shown = code_in(last_mail())
    assert shown in client.get(f"/arrival/code?shown={shown}").text
    assert visit(attacker).location.startswith("/arrival/") and not is_signed_in(attacker)


@pytest.mark.parametrize("password", [PASSWORD, None])
@pytest.mark.parametrize(
    "claims", [replace(EVIL, is_email_verified=True), EVIL, replace(FACEBOOK, email=ROSA)]
)
def test_the_classic_merge(client: FlaskClient, claims: Any, password: str | None) -> None:
    """A provider says a victim's address, verified or not: no such word opens an account."""
    make_member("Rosa", email=ROSA, password=password)
    come(client, claims)
    for path in ("/settings", "/settings/ways-in/link", "/welcome"):
        client.post(path)
    visit(client)
    assert not is_signed_in(client) and owners() == []


def test_the_code_of_ones_own_address_for_anothers(client: FlaskClient) -> None:
    """Prove one's own address, then change it to a victim's with the same code: a code names its address."""
    make_member("Rosa", email=ROSA)
    come(client, EVIL)
    client.post("/arrival/address", data={"email": "eve@example.org"})
    code = code_in(last_mail())
    client.post("/arrival/address", data={"email": ROSA})
    assert client.post("/arrival/code", data={"code": code}).status_code == 422
    visit(client)
    assert not is_signed_in(client) and owners() == []


def test_a_proved_address_is_swapped_before_the_account_is_made(client: FlaskClient) -> None:
    """Prove one's own address, then put a victim's in before the first visit ends: a proved one stays."""
    come(client, EVIL)
    client.post("/arrival/address", data={"email": "eve@example.org"})
    client.post("/arrival/code", data={"code": code_in(last_mail())})
    client.post("/arrival/address", data={"email": ROSA})
    visit(client, email=ROSA, is_email_verified="y")
    assert db.session.scalar(select(Member).filter_by(email=ROSA)) is None


def test_anothers_account_elsewhere_added_to_ones_own(freshly: Any, victim: Member) -> None:
    """Add an account elsewhere that is another member's: two members never share one."""
    make_identity(member=victim)
    attacker = freshly(make_member(password=PASSWORD))
    come(attacker)
    attacker.post("/settings/ways-in/link")
    assert owners() == [victim.id]


def test_the_attackers_account_at_the_victims_screen(client: FlaskClient, victim: Member) -> None:
    """An account elsewhere waits in a browser until the victim signs in there: a page asks first."""
    come(client, replace(GOOGLE, email=victim.email))  # what the attacker left there
    sign_in(client, victim)
    for path in ("/", "/settings", "/settings/ways-in", "/settings/ways-in/link", "/go-on"):
        client.get(path)
    assert owners() == []


def test_ways_in_survive_no_change_of_heart(freshly: Any, new_client: Any, victim: Member) -> None:
    """An account elsewhere that was removed is used once more: it opens nothing, and its sessions ended."""
    identity = make_identity(member=victim)
    thief = new_client()
    come(thief)
    assert is_signed_in(thief)
    client = freshly(victim)
    client.post(f"/settings/ways-in/{identity.id}/remove")
    assert not is_signed_in(thief) and is_signed_in(client)
    come(thief)
    assert not is_signed_in(thief)


def test_an_old_sign_in_counts_as_a_fresh_one(client: FlaskClient, new_client: Any, victim: Member) -> None:
    """Be fresh as oneself, then sign in as another in the same browser: freshness ends with the session."""
    make_identity(member=victim)
    be_fresh(client)  # what an earlier session of this browser left in the cookie
    come(client)
    with client.session_transaction() as session:
        session["fs_paa"] -= 3600
    assert client.post("/settings/ways-in/remove-password").location.startswith("/verify")
