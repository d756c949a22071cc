"""The list of devices: sign out one, or all others."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.db import db
from forum.devices.models import Device
from tests.accounts import is_signed_in, session_of
from tests.factories import make_member


def second_browser(app: Flask, member) -> FlaskClient:
    client = app.test_client()
    values = session_of(member)
    with client.session_transaction() as session:
        session.update(values)
    return client


@pytest.fixture
def two(app: Flask, login) -> tuple[FlaskClient, FlaskClient]:
    member = make_member()
    return login(member), second_browser(app, member)


def test_the_list_marks_this_device_and_offers_to_sign_the_other_out(two) -> None:
    page = two[0].get("/settings/devices").text
    assert page.count("This device") == 1
    assert page.count("Sign out there: Firefox on Linux") == 1


def test_one_device_is_signed_out_from_another(two) -> None:
    here, there = two
    other = db.session.scalars(select(Device.id).order_by(Device.id)).all()[1]
    assert here.post(f"/settings/devices/{other}/sign-out").status_code == 303
    assert is_signed_in(here) and not is_signed_in(there)


def test_all_other_devices_are_signed_out(two) -> None:
    here, there = two
    here.post("/settings/devices/sign-out-others")
    assert is_signed_in(here) and not is_signed_in(there)


def test_nobody_signs_out_anothers_device(app: Flask, login) -> None:
    victim = make_member()
    there = second_browser(app, victim)
    device = db.session.scalar(select(Device.id).filter_by(member_id=victim.id))
    assert login(make_member()).post(f"/settings/devices/{device}/sign-out").status_code == 404
    assert is_signed_in(there)
