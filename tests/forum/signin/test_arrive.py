"""Every row of the linking table in a browser, and what attackers try at each."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from forum.db import db, utcnow
from forum.mails.models import Mail
from forum.members.models import Member
from forum.signin.models import Arrival, Identity
from tests.accounts import is_signed_in, sign_in
from tests.arriving import (
    FACEBOOK,
    GOOGLE,
    be_fresh,
    code_in,
    come,
    last_mail,
    link_of,
    make_identity,
    members_at,
    visit,
)  # fmt: skip
from tests.factories import PASSWORD, make_member

ROSA = "rosa@example.org"
UNVERIFIED = replace(GOOGLE, is_email_verified=False)


def count(table: type) -> int:
    return db.session.scalar(select(func.count(table.id))) or 0


# SIGN_IN


@pytest.mark.parametrize("email", [ROSA, "new@example.org", None])
def test_a_known_identity_signs_in_whatever_the_address_is_now(client, email) -> None:
    member = make_identity(member=make_member("Quiet Kettle")).member
    make_member(email="new@example.org")
    answer = come(client, replace(GOOGLE, email=email, name="Another Name"))
    assert answer.status_code == 303 and answer.location == "/go-on"
    assert "Quiet Kettle" in client.get("/settings").text
    assert member.name == "Quiet Kettle" and count(Arrival) == 0


def test_a_closed_account_is_not_signed_in(client) -> None:
    make_identity(member=make_member(active=False))
    assert come(client).location == "/login"
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "other", [replace(GOOGLE, issuer="https://other.example"), replace(GOOGLE, subject="g-2")]
)
def test_the_same_subject_of_another_issuer_is_somebody_else(client, other) -> None:
    make_identity(other)
    assert come(client).location == "/welcome"


@pytest.mark.parametrize(
    "bad", [{"subject": ""}, {"subject": "x" * 256}, {"issuer": ""}, {"issuer": "x" * 256}]
)
def test_an_identity_that_cannot_be_kept_whole_is_none(client, bad) -> None:
    assert come(client, replace(GOOGLE, **bad)).location == "/login"
    assert count(Arrival) == 0


# STAY, REFUSE, LINK


def test_ones_own_identity_once_more_counts_as_a_fresh_sign_in(login) -> None:
    member = make_identity().member
    client = login(member)
    assert client.get("/settings/ways-in/link").location.startswith("/verify")
    assert come(client).location == "/settings/ways-in"
    assert "Remove Google" not in client.get("/settings/ways-in").text  # the last one
    assert client.get("/settings/ways-in/link").location == "/settings/ways-in"


def test_another_members_identity_is_refused_to_who_is_signed_in(login) -> None:
    owner = make_identity().member
    member = make_member()
    client = login(member)
    page = client.get(come(client).location)
    assert "belongs to another member" in page.text
    assert [row.member_id for row in db.session.scalars(select(Identity))] == [owner.id]


def test_who_is_signed_in_is_asked_before_anything_is_linked(login) -> None:
    member = make_member(password=PASSWORD)
    victim = make_member(email=ROSA, password=PASSWORD)  # the address says nothing here
    client = login(member)
    assert come(client).location == "/settings/ways-in/link"
    assert client.get("/settings/ways-in/link").location.startswith("/verify")
    be_fresh(client)
    page = client.get("/settings/ways-in/link")
    assert "Add Google as a way in?" in page.text and member.name in page.text
    assert count(Identity) == 0
    client.post("/settings/ways-in/link")
    assert db.session.scalars(select(Identity)).one().member_id == member.id != victim.id
    assert last_mail().recipient == member.email and "Google was added" in last_mail().text


# ASK_ADDRESS


@pytest.mark.parametrize("claims", [FACEBOOK, UNVERIFIED, replace(GOOGLE, email="no address")])
def test_without_a_verified_address_one_is_asked_for_and_proved(client, claims) -> None:
    assert come(client, claims).location == "/arrival/address"
    assert client.post("/arrival/address", data={"email": ROSA}).location == "/arrival/code"
    assert visit(client).location == "/arrival/address"  # not before it is proved
    assert members_at(ROSA) == []
    assert client.post("/arrival/code", data={"code": code_in(last_mail())}).location == "/welcome"
    visit(client)
    assert members_at(ROSA)[0].confirmed_at and is_signed_in(client)


@pytest.mark.parametrize("has_account", [True, False])
def test_the_page_and_the_mail_are_the_same_whether_an_account_has_the_address(client, has_account) -> None:
    if has_account:
        make_member(email=ROSA, password=PASSWORD)
    come(client, FACEBOOK)
    answer = client.post("/arrival/address", data={"email": ROSA})
    assert (answer.status_code, answer.location) == (303, "/arrival/code")
    mail = last_mail()
    assert (
        count(Mail) == 1 and mail.subject == "Careboard: your code for signing in" and mail.recipient == ROSA
    )
    assert "account" not in mail.text and "already" not in mail.text
    assert "account" not in client.get("/arrival/code").text.split("<main")[1].split("</main")[0]


@pytest.mark.parametrize(
    "text", ["", "x", "a@b", "rosa@example.org, tom@example.org", "x" * 300 + "@example.org"]
)
def test_what_is_no_address_gets_no_mail(client, text) -> None:
    come(client, FACEBOOK)
    answer = client.post("/arrival/address", data={"email": text})
    assert answer.status_code == 422 and count(Mail) == 0


@pytest.mark.parametrize("code", ["", "AAAA-AAAA", "x" * 5000, "\u0660\x00🙂"])
def test_a_wrong_code_proves_nothing(client, code) -> None:
    come(client, FACEBOOK)
    client.post("/arrival/address", data={"email": ROSA})
    assert client.post("/arrival/code", data={"code": code}).status_code == 422
    assert not db.session.scalars(select(Arrival)).one().is_email_verified


def test_the_code_of_one_address_does_not_prove_another(client) -> None:
    come(client, FACEBOOK)
    client.post("/arrival/address", data={"email": "mine@example.org"})
    code = code_in(last_mail())
    client.post("/arrival/address", data={"email": ROSA})
    assert client.post("/arrival/code", data={"code": code}).status_code == 422


def test_a_victim_who_opens_the_link_opens_nothing_for_the_attacker(client) -> None:
    victim = make_member(email=ROSA)
    come(client, FACEBOOK)
    client.post("/arrival/address", data={"email": ROSA})
    elsewhere = client.application.test_client()
    link = link_of(last_mail())
    page = elsewhere.get(link)
    assert page.status_code == 200 and code_in(last_mail()) in page.text
    elsewhere.post(link, data={"code": code_in(last_mail())})
    assert not db.session.scalars(select(Arrival)).one().is_email_verified
    assert client.get("/arrival/prove").location == "/arrival/address"
    assert not is_signed_in(client) and not is_signed_in(elsewhere) and victim.confirmed_at


def test_the_link_in_the_same_browser_fills_the_code_in_and_waits_for_the_button(client) -> None:
    come(client, FACEBOOK)
    client.post("/arrival/address", data={"email": ROSA})
    page = client.get(link_of(last_mail()))
    assert f'value="{code_in(last_mail()).replace("-", "")}"' in page.text
    assert not db.session.scalars(select(Arrival)).one().is_email_verified


def test_a_code_works_for_an_hour_and_once(client) -> None:
    come(client, FACEBOOK)
    client.post("/arrival/address", data={"email": ROSA})
    code = code_in(last_mail())
    client.post("/arrival/code", data={"code": code})
    visit(client)
    client.post("/logout")
    assert client.post("/arrival/code", data={"code": code}).location == "/register"
    come(client, replace(FACEBOOK, subject="f-2"))
    client.post("/arrival/address", data={"email": ROSA})
    assert client.post("/arrival/code", data={"code": code}).status_code == 422
    db.session.scalars(select(Arrival)).one().created_at = utcnow() - timedelta(minutes=61)
    assert client.post("/arrival/code", data={"code": code_in(last_mail())}).location == "/register"


# REGISTER, TAKE_OVER


def test_a_new_person_registers(client) -> None:
    assert come(client).location == "/welcome"
    assert members_at(ROSA) == [] and not is_signed_in(client)
    assert visit(client).location == "/go-on"
    member = members_at(ROSA)[0]
    assert member.name == "Quiet Kettle" and member.confirmed_at and not member.password
    assert [role.name for role in member.roles] == ["member"]
    assert db.session.scalars(select(Identity)).one().member_id == member.id
    assert is_signed_in(client) and count(Arrival) == 0


@pytest.mark.parametrize("claims", [GOOGLE, UNVERIFIED])
def test_an_account_that_waits_for_its_owner_is_emptied_before_the_owner_comes_in(client, claims) -> None:
    """Pre-hijack: somebody signed up with the victim's address and a password of their own."""
    planted = make_member("Attacker", email=ROSA, password=PASSWORD, confirmed_at=None, about="evil")
    make_identity(replace(GOOGLE, subject="attacker"), planted)
    session_of_attacker = planted.fs_uniquifier
    attacker = client.application.test_client()
    come(client, claims)
    if claims is UNVERIFIED:
        client.post("/arrival/address", data={"email": ROSA})
        client.post("/arrival/code", data={"code": code_in(last_mail())})
    visit(client)
    [member] = members_at(ROSA)
    assert member.name == "Quiet Kettle" and not member.password and not member.about
    assert member.fs_uniquifier != session_of_attacker
    assert sign_in(attacker, ROSA).status_code == 422
    assert come(attacker, replace(GOOGLE, subject="attacker")).location != "/go-on"
    assert is_signed_in(client) and not is_signed_in(attacker)


def test_no_second_step_of_before_stays_in_a_taken_over_account(client) -> None:
    make_member(email=ROSA, confirmed_at=None, mf_recovery_codes=["1234"], last_code=1)
    come(client)
    visit(client)
    [member] = members_at(ROSA)
    assert is_signed_in(client) and not member.mf_recovery_codes and member.last_code is None


def test_an_account_that_is_confirmed_meanwhile_is_not_taken_over(client) -> None:
    planted = make_member(email=ROSA, password=PASSWORD, confirmed_at=None)
    come(client)
    planted.confirmed_at = utcnow().replace(tzinfo=None)
    assert visit(client).location == "/arrival/prove"
    assert planted.password and count(Identity) == 0


# PROVE_ACCOUNT, PROVE_MAILBOX, PROVED


def test_a_confirmed_account_is_opened_by_its_password_and_then_linked_by_a_button(client) -> None:
    member = make_member(email=ROSA, password=PASSWORD)
    assert come(client).location == "/arrival/prove"
    assert "You have an account here" in client.get("/arrival/prove").text
    assert not is_signed_in(client) and count(Identity) == 0
    assert client.post("/arrival/prove").status_code == 200 and count(Mail) == 0  # no code: it has a password
    assert sign_in(client, member, next="/settings/ways-in/link").location == "/settings/ways-in/link"
    client.post("/settings/ways-in/link")
    assert db.session.scalars(select(Identity)).one().member_id == member.id
    assert member.password and count(Arrival) == 0


def test_a_victims_unverified_address_needs_the_mailbox_and_the_account(client) -> None:
    """Pre-hijack the other way: a sloppy provider lets the attacker claim the victim's address."""
    member = make_member(email=ROSA, password=PASSWORD)
    assert come(client, UNVERIFIED).location == "/arrival/address"
    assert client.get("/arrival/prove").location == "/arrival/address"
    client.post("/arrival/address", data={"email": ROSA})
    assert client.post("/arrival/code", data={"code": code_in(last_mail())}).location == "/arrival/prove"
    assert not is_signed_in(client)
    sign_in(client, member)
    client.post("/settings/ways-in/link")
    assert count(Identity) == 1


def test_an_account_without_a_password_is_proved_by_its_mailbox(client) -> None:
    member = make_identity(FACEBOOK, make_member(email=ROSA)).member
    assert come(client).location == "/arrival/prove"
    assert count(Mail) == 0
    assert client.post("/arrival/prove").location == "/arrival/code"
    assert not is_signed_in(client)
    assert (
        client.post("/arrival/code", data={"code": code_in(last_mail())}).location == "/settings/ways-in/link"
    )
    assert is_signed_in(client)
    client.post("/settings/ways-in/link")
    assert db.session.scalars(select(Identity).filter_by(provider="google")).one().member_id == member.id


def test_an_account_without_a_password_is_proved_by_another_way_in(client) -> None:
    member = make_identity(FACEBOOK, make_member(email=ROSA)).member
    come(client)
    assert client.get("/arrival/prove").text.count("/login?next=/settings/ways-in/link") == 1
    assert come(client, FACEBOOK, going_to="/settings/ways-in/link").location == "/settings/ways-in/link"
    client.post("/settings/ways-in/link")
    assert {row.member_id for row in db.session.scalars(select(Identity))} == {member.id} and count(
        Identity
    ) == 2


# races, other browsers, leftovers


def test_two_tabs_make_one_member(client) -> None:
    come(client)
    other = client.application.test_client()
    come(other)
    visit(client)
    assert visit(other, name="Other Name").location == "/go-on"
    assert len(members_at(ROSA)) == 1 and count(Identity) == 1 and is_signed_in(other)


def test_an_identity_that_went_a_moment_ago_is_not_shared(login, monkeypatch) -> None:
    member = make_member()
    client = login(member)
    come(client)
    be_fresh(client)
    owner = make_identity().member
    monkeypatch.setattr("forum.signin.facts.identity_of", lambda arrival: None)  # it went after the look
    page = client.get(client.post("/settings/ways-in/link").location)
    assert "belongs to another member" in page.text
    assert db.session.scalars(select(Identity)).one().member_id == owner.id


@pytest.mark.parametrize("path", ["/arrival/address", "/arrival/code", "/arrival/prove", "/welcome"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_browser_has_no_part_in_an_arrival(client, path, method) -> None:
    come(client, FACEBOOK)
    other = client.application.test_client()
    assert other.open(path, method=method).location == "/register"


def test_an_old_arrival_has_run_out(client) -> None:
    come(client)
    db.session.scalars(select(Arrival)).one().created_at = utcnow() - timedelta(minutes=61)
    assert visit(client).location == "/register"
    assert count(Member) == 0


def test_stopping_and_signing_out_leave_nothing_behind(client) -> None:
    come(client)
    client.post("/arrival/stop")
    assert count(Arrival) == 0 and client.get("/welcome").location == "/register"
    come(client)
    sign_in(client, make_member(password=PASSWORD))
    client.post("/logout")
    assert count(Arrival) == 0


def test_a_form_field_gives_no_role_and_no_verified_address(client) -> None:
    come(client)
    visit(client, roles="admin", email="evil@example.org", is_email_verified="1", active="1", welcomed_at="1")
    [member] = db.session.scalars(select(Member)).unique()
    assert (member.email, member.badge) == (ROSA, None)


def test_a_suspended_member_gets_the_reason_and_no_session(client) -> None:
    member = make_identity().member
    member.suspended_until, member.standing_reason = utcnow() + timedelta(days=3), "Selling things"
    answer = come(client)
    assert answer.status_code == 403 and "Selling things" in answer.text
    assert not is_signed_in(client)
