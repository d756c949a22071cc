"""Sign up, confirm, sign in: through the pages."""

import re
from collections.abc import Sequence

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from forum.db import db
from forum.members import fields
from forum.members.models import Member
from tests.accounts import is_signed_in, link_in, sign_in, sign_up
from tests.factories import make_member


def members() -> int:
    return db.session.scalar(select(func.count(Member.id))) or 0


def the_member() -> Member:
    return db.session.scalars(select(Member).options(joinedload(Member.roles))).unique().one()


def test_a_new_member_has_name_country_and_the_role_member(client: FlaskClient, outbox: list) -> None:
    assert sign_up(client).location == "/login"
    member = the_member()
    assert (member.name, member.email, member.country) == ("Rosa", "rosa@example.org", "GB")
    assert [role.name for role in member.roles] == ["member"]
    assert not member.is_moderator


def test_a_country_is_not_required(client: FlaskClient, outbox: list) -> None:
    sign_up(client, country="")
    assert the_member().country is None


def test_the_password_is_stored_as_an_argon2_hash(client: FlaskClient, outbox: list) -> None:
    sign_up(client)
    assert the_member().password.startswith("$argon2id$")


def test_the_link_in_the_mail_confirms_and_then_the_password_signs_in(
    client: FlaskClient, outbox: list
) -> None:
    sign_up(client)
    assert sign_in(client, "rosa@example.org").status_code == 422
    assert client.get(link_in(outbox[0])).location == "/login"
    assert "You can sign in now." in client.get("/login").text
    assert sign_in(client, "rosa@example.org").location == "/go-on"
    assert is_signed_in(client)


def test_a_sign_up_field_cannot_give_a_role(client: FlaskClient, outbox: list) -> None:
    sign_up(client, roles="admin", role="admin", active="1", confirmed_at="2020-01-01", is_demo="1")
    member = the_member()
    assert not member.is_admin and member.confirmed_at is None and not member.is_demo


def test_an_address_with_an_account_gets_the_same_answer_and_another_mail(
    client: FlaskClient, outbox: list
) -> None:
    fresh = sign_up(client)
    known = sign_up(client, name="Somebody else")
    assert (known.status_code, known.location) == (fresh.status_code, fresh.location)
    assert "has an account already" in outbox[1].body
    assert outbox[0].subject == outbox[1].subject


def test_the_case_of_an_address_makes_no_second_account(client: FlaskClient, outbox: list) -> None:
    sign_up(client)
    sign_up(client, name="Rosa B", email="ROSA@example.org")
    assert "has an account already" in outbox[1].body


def test_a_name_that_goes_while_the_form_is_checked_answers_409_and_keeps_the_text(
    client: FlaskClient, outbox: list, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_member("rosa")
    monkeypatch.setattr(fields, "is_name_taken", lambda *a, **k: False)
    answer = sign_up(client)
    assert answer.status_code == 409
    assert 'value="rosa@example.org"' in answer.text
    assert "purple kettle" not in answer.text
    assert members() == 1


def test_the_country_of_the_profile_is_not_shown_to_others(client: FlaskClient, outbox: list) -> None:
    sign_up(client)
    assert "United Kingdom" not in client.get(f"/members/{the_member().id}").text


def test_people_do_not_meet_the_field_for_programs(client: FlaskClient) -> None:
    page = client.get("/register").text
    trap = re.search(r'<div class="not-for-people" aria-hidden="true">(.*?)</div>', page, re.DOTALL)
    assert trap and 'name="homepage"' in trap[1]
    assert 'tabindex="-1"' in trap[1] and 'autocomplete="off"' in trap[1] and "style=" not in trap[1]


@pytest.mark.parametrize("fields", [{}, {"next": "/threads/7"}, {"next": "//evil.example"}])
@pytest.mark.parametrize("is_known", [False, True])
def test_a_program_gets_the_answer_of_a_good_sign_up_and_makes_nothing(
    client: FlaskClient, outbox: Sequence, fields: dict[str, str], is_known: bool
) -> None:
    if is_known:
        make_member(email="rosa@example.org")
    before = members()
    fooled = sign_up(client, homepage="http://spam.example", **fields)
    said = client.get("/login").text
    assert members() == before and len(outbox) == 0
    good = sign_up(client.application.test_client(), **fields)
    assert (fooled.status_code, fooled.location) == (good.status_code, good.location)
    assert "A mail to rosa@example.org is on its way" in said


def test_a_program_is_told_its_faults_like_anybody(client: FlaskClient) -> None:
    page = sign_up(client, homepage="x", password="short")
    assert page.status_code == 422 and "shorter than 10 characters" in page.text
