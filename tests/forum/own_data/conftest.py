"""A signed-in member whose session is fresh or old, and the board's jobs run to their end."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from forum.db import db, utcnow
from forum.jobs.models import Job
from forum.jobs.run import run_due
from forum.members.models import Member
from forum.own_data.models import Closing
from tests.factories import PASSWORD, make_member


@pytest.fixture
def rosa(app: Flask) -> Member:
    return make_member("Rosa", password=PASSWORD)


@pytest.fixture
def freshly(login: Callable[[Member], FlaskClient]) -> Callable[..., FlaskClient]:
    """Sign in as `login` does, a moment ago or `ago` before."""

    def sign_in(member: Member, ago: timedelta = timedelta(0)) -> FlaskClient:
        client = login(member)
        with client.session_transaction() as session:
            session["fs_paa"] = time.time() - ago.total_seconds()
        return client

    return sign_in


@pytest.fixture
def after_seven_days(app: Flask) -> Callable[[], int]:
    """Let the seven days of every closing pass and run what is due then."""

    def pass_by() -> int:
        past = utcnow() - timedelta(seconds=1)
        db.session.execute(update(Closing).values(due_at=past))
        db.session.execute(update(Job).values(due_at=past))
        db.session.commit()
        return run_due()

    return pass_by
