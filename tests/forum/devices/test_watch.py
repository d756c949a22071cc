"""Every session hangs on its device: what a sign-in makes, what each request checks, what a mail says."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from forum.db import db, utcnow
from forum.devices.models import Device, KnownBrowser
from forum.mails.models import Mail
from tests.accounts import is_signed_in, session_of, sign_in
from tests.counting import queries
from tests.factories import PASSWORD, make_member

FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0"
SIGNED_OUT = "You are signed out on this device"


@pytest.fixture
def new_client(app: Flask) -> Callable[[], FlaskClient]:
    return app.test_client


def mails_to(member) -> list[str]:
    return list(db.session.scalars(select(Mail.subject).filter_by(recipient=member.email)))


def test_a_sign_in_makes_a_device_with_a_label(client: FlaskClient) -> None:
    member = make_member(password=PASSWORD)
    client.post("/login", data={"email": member.email, "password": PASSWORD}, headers={"User-Agent": FIREFOX})
    device = db.session.scalar(select(Device))
    assert device.member_id == member.id and device.label == "Firefox on Android" and not device.ended_at


def test_a_copied_cookie_is_worthless_after_signing_out(new_client) -> None:
    """The cookie names member and identifier, which signing out does not change: only the device ends it."""
    member = make_member(password=PASSWORD)
    phone, thief = new_client(), new_client()
    sign_in(phone, member, remember="y")
    thief.set_cookie("session", phone.get_cookie("session").value)
    assert is_signed_in(thief)
    phone.post("/logout")
    assert not is_signed_in(thief)


def test_a_session_from_before_there_were_devices_is_signed_out_with_a_word(client: FlaskClient) -> None:
    member = make_member()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = member.fs_uniquifier, True
    assert SIGNED_OUT in client.get("/").text
    assert SIGNED_OUT not in client.get("/").text
    assert not is_signed_in(client)


def test_the_key_of_another_members_device_signs_nobody_in(client: FlaskClient) -> None:
    victim, thief = make_member(), make_member()
    values = session_of(thief) | {"_user_id": victim.fs_uniquifier}
    with client.session_transaction() as session:
        session.update(values)
    assert not is_signed_in(client)


def test_a_remember_cookie_of_an_earlier_version_signs_nobody_in_and_goes(client: FlaskClient) -> None:
    from flask_login.utils import encode_cookie

    with client.application.test_request_context():
        client.set_cookie("remember_token", encode_cookie(make_member().fs_uniquifier))
    answer = client.get("/")
    assert SIGNED_OUT in answer.text
    assert client.get_cookie("remember_token") is None
    assert not is_signed_in(client)


def test_signing_in_as_somebody_else_ends_the_device_of_before_or_leaves_it_to_its_owner(new_client) -> None:
    first, second = make_member(password=PASSWORD), make_member(password=PASSWORD)
    shared = new_client()
    sign_in(shared, first)
    shared.post("/logout")
    sign_in(shared, second)
    live = db.session.scalars(select(Device.member_id).filter_by(ended_at=None)).all()
    assert live == [second.id]


def test_a_new_password_leaves_this_browser_signed_in_and_one_device(new_client) -> None:
    member = make_member(password=PASSWORD)
    here, there = new_client(), new_client()
    for client in (here, there):
        sign_in(client, member)
    new = "yellow bucket by the door"
    here.post("/change", data={"password": PASSWORD, "new_password": new, "new_password_confirm": new})
    assert is_signed_in(here) and not is_signed_in(there)
    assert db.session.scalar(select(func.count(Device.id)).filter_by(ended_at=None)) == 1


def test_a_new_browser_sends_a_mail_and_a_known_one_none(new_client) -> None:
    member = make_member(password=PASSWORD)
    phone, laptop = new_client(), new_client()
    for client in (phone, phone, laptop, laptop, phone):
        sign_in(client, member)
        client.post("/logout")
    assert len(mails_to(member)) == 1, "the first of all tells nothing, the laptop was new once"
    assert "new browser" in mails_to(member)[0]
    assert db.session.scalar(select(func.count(KnownBrowser.id))) == 2


def test_the_mail_names_device_and_time_and_leads_to_the_devices(new_client, app: Flask) -> None:
    member = make_member(password=PASSWORD)
    sign_in(new_client(), member)
    data = {"email": member.email, "password": PASSWORD}
    headers = {"User-Agent": FIREFOX, "Host": "evil.example"}
    new_client().post("/login", data=data, headers=headers, environ_base={"REMOTE_ADDR": "203.0.113.7"})
    mail = db.session.scalar(select(Mail).filter_by(recipient=member.email))
    for text in (mail.text, mail.html):
        assert "Firefox on Android" in text and f"{utcnow():%Y}" in text
        assert f"{app.config['BASE_URL']}/settings/devices" in text
        assert "evil.example" not in text and "203.0.113.7" not in text


def test_reading_writes_nothing_and_sending_notes_the_use(login) -> None:
    member = make_member()
    client = login(member)
    device = db.session.scalar(select(Device))
    device.seen_at = before = utcnow() - timedelta(hours=2)
    client.get("/settings")
    assert db.session.get_one(Device, device.id).seen_at == before
    client.post("/preview", data={"body": "Hello."})
    noted = db.session.get_one(Device, device.id).seen_at
    assert noted > before
    client.post("/preview", data={"body": "Hello."})
    assert db.session.get_one(Device, device.id).seen_at == noted, "not with every click"


def test_the_check_takes_one_query(login) -> None:
    client = login(make_member())
    client.get("/settings")
    with queries() as statements:
        client.get("/settings")
    assert sum("FROM device" in statement for statement in statements) == 1
