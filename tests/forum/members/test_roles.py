"""Give and take roles."""

import pytest
from flask import Flask

from forum.db import db
from forum.members.roles import ROLES, add_role, remove_role
from tests.factories import app_secret, make_member


def test_a_role_is_given_and_taken_once(app: Flask) -> None:
    member = make_member()
    assert add_role(member, "moderator") and member.is_moderator
    assert not add_role(member, "moderator")
    assert remove_role(member, "moderator") and not member.is_moderator
    assert not remove_role(member, "moderator")


@pytest.mark.parametrize("role", ROLES)
def test_a_role_that_no_table_holds_yet_is_made(app: Flask, role: str) -> None:
    member = make_member(role="nobody")
    for row in app.extensions["datastore"].role_model.query.all():
        db.session.delete(row)
    db.session.commit()
    assert add_role(member, role)
    assert [held.name for held in member.roles] == [role]


def test_a_new_role_counts_from_the_next_page_on(app: Flask, login) -> None:
    member = make_member(tf_primary_method="authenticator", tf_totp_secret=app_secret())
    client = login(member)
    assert client.get("/review").status_code == 403
    add_role(member, "moderator")
    assert client.get("/review").status_code == 200
    remove_role(member, "moderator")
    assert client.get("/review").status_code == 403
