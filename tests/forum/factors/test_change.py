"""`flask members reset-second-factor`: the way back for who lost phone and codes."""

from flask import Flask
from sqlalchemy import select

from forum.db import db
from forum.devices.queries import live_devices
from forum.factors.change import renew_codes, reset
from forum.mails.models import Mail
from tests.accounts import is_signed_in
from tests.factories import make_member


def test_the_command_takes_everything_ends_sessions_and_tells(app: Flask, login) -> None:
    moderator = make_member(role="moderator")
    renew_codes(moderator)
    client = login(moderator)
    done = app.test_cli_runner().invoke(args=["members", "reset-second-factor", moderator.email])
    assert "signs in with one step now" in done.output
    db.session.refresh(moderator)
    assert not moderator.tf_totp_secret and not moderator.mf_recovery_codes and not live_devices(moderator)
    assert not is_signed_in(client)
    mail = db.session.scalars(select(Mail).order_by(Mail.id.desc())).first()
    assert app.config["BASE_URL"] in mail.text and "took your second factor" in mail.text


def test_a_second_reset_changes_nothing(app: Flask) -> None:
    member = make_member()
    assert not reset(member)


def test_the_command_knows_no_stranger(app: Flask) -> None:
    done = app.test_cli_runner().invoke(args=["members", "reset-second-factor", "nobody@example.org"])
    assert done.exit_code == 1 and "No member has this e-mail address" in done.output
