"""The second step of a sign-in."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.db import db
from forum.factors.change import renew_codes
from forum.mails.models import Mail
from forum.members.models import Member
from tests.accounts import is_signed_in, sign_in
from tests.codes import code_at
from tests.factories import PASSWORD, make_member


def test_a_password_alone_is_not_enough(client: FlaskClient, careful_member: Member) -> None:
    assert sign_in(client, careful_member).location.startswith("/login/code")
    assert not is_signed_in(client)
    assert client.post("/login/code", data={"code": code_at()}).status_code == 302
    assert is_signed_in(client)


def test_the_way_back_survives_the_second_step(client: FlaskClient, careful_member: Member) -> None:
    place = sign_in(client, careful_member, next="/boards/x/new").location
    answer = client.post(place, data={"code": code_at()})
    assert answer.location == "/boards/x/new"


def test_without_a_way_back_the_second_step_leads_to_what_was_being_written(
    client: FlaskClient, careful_member: Member
) -> None:
    place = sign_in(client, careful_member).location
    assert place == "/login/code?next=/go-on"
    assert client.post(place, data={"code": code_at()}).location == "/go-on"


def test_the_second_step_leads_to_no_other_site(client: FlaskClient, careful_member: Member) -> None:
    sign_in(client, careful_member)
    answer = client.post("/login/code?next=https://evil.example/", data={"code": code_at()})
    assert "evil" not in answer.location


@pytest.mark.parametrize("code", ["", "000000", "x" * 5000, "٣٣٣٣٣٣", "\x00", "12345"])
def test_a_wrong_code_stands_at_its_field(client: FlaskClient, careful_member: Member, code: str) -> None:
    sign_in(client, careful_member)
    answer = client.post("/login/code", data={"code": code})
    assert answer.status_code == 422 and 'id="code-error"' in answer.text
    assert not is_signed_in(client)


def test_a_code_may_be_typed_as_the_app_shows_it(client: FlaskClient, careful_member: Member) -> None:
    sign_in(client, careful_member)
    code = code_at()
    assert client.post("/login/code", data={"code": f" {code[:3]} {code[3:]} "}).status_code == 302


def test_no_code_counts_twice(new_client, careful_member: Member) -> None:
    first, thief, code = new_client(), new_client(), code_at()
    sign_in(first, careful_member)
    assert first.post("/login/code", data={"code": code}).status_code == 302
    sign_in(thief, careful_member)
    assert thief.post("/login/code", data={"code": code}).status_code == 422
    assert thief.post("/login/code", data={"code": code_at(-1)}).status_code == 422, "nor an older one"
    assert thief.post("/login/code", data={"code": code_at(1)}).status_code == 302


def test_the_page_for_codes_wants_the_password_first(client: FlaskClient, careful_member: Member) -> None:
    for path in ("/login/code", "/login/recovery-code"):
        assert client.post(path, data={"code": code_at()}).location == "/login"
    assert not is_signed_in(client)


def test_a_second_click_signs_nobody_out(client: FlaskClient, careful_member: Member) -> None:
    sign_in(client, careful_member)
    client.post("/login/code", data={"code": code_at()})
    assert client.post("/login/code", data={"code": code_at()}).status_code == 303
    assert is_signed_in(client)


def test_a_remembered_browser_is_not_asked_again(new_client, careful_member: Member) -> None:
    known, other = new_client(), new_client()
    sign_in(known, careful_member)
    known.post("/login/code", data={"code": code_at(), "remember_browser": "y"})
    cookie = known.get_cookie("tf_validity")
    assert cookie.http_only and cookie.max_age == 30 * 24 * 3600
    known.post("/logout")
    sign_in(known, careful_member)
    assert is_signed_in(known)
    sign_in(other, careful_member)
    assert not is_signed_in(other)


def test_staying_signed_in_is_not_being_remembered(client: FlaskClient, careful_member: Member) -> None:
    sign_in(client, careful_member, remember="y")
    client.post("/login/code", data={"code": code_at()})
    assert client.get_cookie("tf_validity") is None


def test_the_cookie_of_one_member_lets_no_other_pass(new_client, careful_member: Member) -> None:
    known = new_client()
    sign_in(known, careful_member)
    known.post("/login/code", data={"code": code_at(), "remember_browser": "y"})
    known.post("/logout")
    moderator = make_member(role="moderator", password=PASSWORD)
    sign_in(known, moderator)
    assert not is_signed_in(known)


def test_a_recovery_code_works_once_and_is_stored_encrypted(new_client, careful_member: Member) -> None:
    codes = renew_codes(careful_member)
    assert not set(codes) & set(careful_member.mf_recovery_codes)
    first, second = new_client(), new_client()
    sign_in(first, careful_member)
    assert first.post("/login/recovery-code", data={"code": codes[0].upper()}).status_code == 302
    assert is_signed_in(first)
    sign_in(second, careful_member)
    assert second.post("/login/recovery-code", data={"code": codes[0]}).status_code == 422
    assert second.post("/login/recovery-code", data={"code": codes[1]}).status_code == 302
    assert len(careful_member.mf_recovery_codes) == len(codes) - 2


def test_the_secret_is_stored_encrypted(client: FlaskClient, careful_member: Member) -> None:
    from forum.demo.people import TOTP_KEY

    assert TOTP_KEY not in careful_member.tf_totp_secret


def test_a_new_browser_tells_by_mail_after_both_steps_only(new_client, careful_member: Member) -> None:
    home, thief = new_client(), new_client()
    sign_in(home, careful_member)
    home.post("/login/code", data={"code": code_at()})
    sign_in(thief, careful_member)
    assert db.session.scalars(select(Mail)).all() == []
    thief.post("/login/code", data={"code": code_at(1)})
    assert len(db.session.scalars(select(Mail)).all()) == 1
