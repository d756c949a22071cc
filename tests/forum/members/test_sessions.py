"""Sign out, here and everywhere: sessions and remembered devices."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.members.sessions import end_all_sessions
from tests.accounts import is_signed_in, sign_in
from tests.factories import PASSWORD, make_member


@pytest.fixture
def device(app: Flask) -> Callable[[], FlaskClient]:
    return app.test_client


def test_end_all_sessions_changes_the_identifier_that_they_carry(app: Flask) -> None:
    member = make_member()
    before = member.fs_uniquifier
    end_all_sessions(member)
    assert member.fs_uniquifier != before


def test_signing_out_ends_this_session_only(device) -> None:
    member = make_member(password=PASSWORD)
    phone, laptop = device(), device()
    for browser in (phone, laptop):
        sign_in(browser, member)
    assert phone.post("/logout").status_code == 302
    assert not is_signed_in(phone)
    assert is_signed_in(laptop)


def test_signing_out_everywhere_ends_every_session_and_every_remembered_device(device) -> None:
    member = make_member(password=PASSWORD)
    phone, laptop, library = device(), device(), device()
    sign_in(phone, member)
    sign_in(laptop, member, remember="y")
    sign_in(library, member, remember="y")
    assert phone.post("/settings/sign-out-everywhere").location == "/login"
    for browser in (phone, laptop, library):
        assert not is_signed_in(browser)
    assert sign_in(phone, member).status_code == 302


def test_a_copied_cookie_is_worthless_after_signing_out_everywhere(device) -> None:
    member = make_member(password=PASSWORD)
    phone, thief = device(), device()
    sign_in(phone, member, remember="y")
    thief.set_cookie("session", phone.get_cookie("session").value)
    assert is_signed_in(thief)
    phone.post("/settings/sign-out-everywhere")
    assert not is_signed_in(thief)


def test_a_remembered_device_stays_signed_in_when_the_browser_is_closed(device) -> None:
    member = make_member(password=PASSWORD)
    remembered, forgotten = device(), device()
    sign_in(remembered, member, remember="y")
    sign_in(forgotten, member)
    assert remembered.get_cookie("session").expires > datetime.now(UTC) + timedelta(days=29)
    assert forgotten.get_cookie("session").expires is None
    assert remembered.get_cookie("remember_token") is None, "no cookie signs in by itself"


def test_a_closed_account_is_signed_out_at_once(device) -> None:
    member = make_member(password=PASSWORD)
    phone = device()
    sign_in(phone, member)
    assert is_signed_in(phone)
    member.active = False
    assert not is_signed_in(phone)


def test_signing_out_by_a_link_does_nothing(device) -> None:
    phone = device()
    sign_in(phone, make_member(password=PASSWORD))
    assert phone.get("/logout").status_code == 405
    assert is_signed_in(phone)
