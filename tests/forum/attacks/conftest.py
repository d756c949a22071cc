"""What attackers need: providers, browsers, and a member worth attacking."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.members.models import Member
from tests.arriving import be_fresh
from tests.factories import PASSWORD, make_member
from tests.forum.factors.conftest import careful_member, new_client  # noqa: F401
from tests.forum.own_data.conftest import after_seven_days  # noqa: F401
from tests.forum.signin.conftest import arrived, facebook, provider, two  # noqa: F401


@pytest.fixture
def victim(app: Flask) -> Member:
    return make_member("Rosa", password=PASSWORD)


@pytest.fixture
def freshly(login: Callable[[Member], FlaskClient]) -> Callable[[Member], FlaskClient]:
    """Signed in a moment ago, as pages that change how one signs in want it."""

    def sign_in(member: Member) -> FlaskClient:
        client = login(member)
        be_fresh(client)
        return client

    return sign_in
