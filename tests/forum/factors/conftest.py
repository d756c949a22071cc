"""Members with an app for codes, and browsers."""

import time
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.factors.codes import METHOD
from forum.members.models import Member
from tests.factories import PASSWORD, app_secret, make_member


@pytest.fixture
def careful_member(app: Flask) -> Member:
    """A member without a role who has switched the second factor on."""
    return make_member(password=PASSWORD, tf_primary_method=METHOD, tf_totp_secret=app_secret())


@pytest.fixture
def new_client(app: Flask) -> Callable[[], FlaskClient]:
    return app.test_client


@pytest.fixture
def login(login) -> Callable[[Member], FlaskClient]:
    """Signed in just now: changes of the second factor ask for that."""

    def sign_in(member: Member) -> FlaskClient:
        client = login(member)
        with client.session_transaction() as session:
            session["fs_paa"] = time.time()
        return client

    return sign_in
