"""Devices begin, end and are tidied."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from forum.db import db, utcnow
from forum.devices.keep import BROWSER_COOKIE_LASTS, begin, end, end_all, remember_browser, sweep
from forum.devices.models import Device, KnownBrowser
from forum.devices.queries import live_device, live_devices
from forum.keys import hashed
from forum.members.register import MemberStore
from forum.members.sessions import end_all_sessions
from tests.factories import make_member


def test_the_table_holds_no_key_that_opens_a_session(app: Flask) -> None:
    key = begin(make_member(), "Firefox on Linux")
    assert db.session.scalar(select(Device.key)) == hashed(key) != key


def test_a_device_ends_once_and_is_found_no_more(app: Flask) -> None:
    member = make_member()
    key = begin(member, "Firefox on Linux")
    device = live_device(key, member)
    assert device and end(device)
    assert not end(device)
    assert live_device(key, member) is None


def test_a_key_is_worth_nothing_for_another_member(app: Flask) -> None:
    key = begin(make_member(), "Firefox on Linux")
    assert live_device(key, make_member()) is None
    assert live_device(None, make_member()) is None


def test_all_devices_of_one_member_end_and_nobody_elses(app: Flask) -> None:
    member, other = make_member(), make_member()
    keys = [begin(member, "Firefox on Linux") for _ in range(3)]
    begin(other, "Firefox on Linux")
    end_all(member, but=live_device(keys[0], member))
    assert [device.key for device in live_devices(member)] == [hashed(keys[0])]
    end_all_sessions(member)
    assert not live_devices(member)
    assert len(live_devices(other)) == 1


def test_a_new_identifier_ends_the_devices_too(app: Flask) -> None:
    member, store = make_member(), app.extensions["datastore"]
    begin(member, "Firefox on Linux")
    assert isinstance(store, MemberStore)
    store.set_uniquifier(member)
    assert not live_devices(member)


def test_what_is_long_unused_ends_and_what_ended_long_ago_goes(app: Flask) -> None:
    member, now = make_member(), utcnow()
    old = Device(member=member, key="a", label="", seen_at=now - timedelta(days=91))
    gone = Device(member=member, key="b", label="", ended_at=now - timedelta(days=31))
    recent = Device(member=member, key="c", label="", ended_at=now - timedelta(days=29))
    db.session.add_all([old, gone, recent])
    db.session.flush()
    sweep()
    keys = set(db.session.scalars(select(Device.key).where(Device.ended_at.is_not(None))))
    assert keys == {"a", "c"}


def test_only_a_browser_beside_known_ones_is_new(app: Flask) -> None:
    member, other = make_member(), make_member()
    assert not remember_browser(member, "first"), "the very first sign-in surprises nobody"
    assert not remember_browser(member, "first")
    assert remember_browser(member, "second")
    assert not remember_browser(member, "second")
    assert not remember_browser(other, "second"), "two members may share a browser"


def test_a_browser_that_does_not_come_back_is_forgotten(app: Flask) -> None:
    member = make_member()
    remember_browser(member, "gone")
    db.session.scalars(select(KnownBrowser)).one().seen_at = (
        utcnow() - BROWSER_COOKIE_LASTS - timedelta(days=1)
    )
    remember_browser(member, "here")
    sweep()
    assert [browser.key for browser in db.session.scalars(select(KnownBrowser))] == [hashed("here")]
