"""The app under test, a client and a way to sign in. Rows come from tests/factories.py.

`TEST_DATABASE_URL` runs the same tests on PostgreSQL: each xdist worker makes a database of its own
there. Without it every worker has an SQLite file.
"""

import contextvars
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from flask import Flask, has_app_context
from flask.testing import FlaskClient
from sqlalchemy import create_engine, make_url, select, text, update

from forum import create_app
from forum.db import db
from forum.jobs.models import Job
from forum.jobs.run import run_job
from forum.mails.deliver import AWAY_UNTIL
from forum.mails.send import MAIL
from forum.members.models import Member
from forum.modlog.guard import lifted
from forum.posts.models import Post
from tests import factories
from tests.accounts import session_of
from tests.readers import FakeReader

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    server = os.environ.get("TEST_DATABASE_URL")
    if not server:
        return f"sqlite:///{tmp_path_factory.mktemp('db') / 'test.sqlite3'}"
    return fresh_database(server, f"careboard_test_{WORKER}")


def fresh_database(server: str, name: str) -> str:
    """Make an empty PostgreSQL database of this name and return its address."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return make_url(server).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def built_app(database_url: str) -> Iterator[Flask]:
    """One app for all tests of a process: building it reads every rule file."""
    app = create_app(
        env="test",
        database_url=database_url,
        checker="inline",
        worker_thread=False,
        limits=False,
        redis_url=None,
    )
    app.config.update(WTF_CSRF_ENABLED=False, SECURITY_EMAIL_VALIDATOR_ARGS={"check_deliverability": False})
    app.test_client_class = Browser
    with app.app_context():
        db.create_all()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def app(built_app: Flask) -> Iterator[Flask]:
    """The app inside an app context, with empty tables."""
    with built_app.app_context():
        # Posts and revisions point at each other: cut one way before the rows can go.
        db.session.execute(update(Post).values(revision_id=None))
        with lifted():
            for table in reversed(db.metadata.sorted_tables):
                db.session.execute(table.delete())
        db.session.commit()
        factories.add_roles()
        yield built_app
        db.session.remove()


class Browser(FlaskClient):
    """A client whose requests see no app context of the test.

    Flask would reuse the test's context for them, and with it everything that a request keeps in `g`,
    such as who is signed in. What the test wrote is committed first; afterwards it reads afresh.
    """

    def open(self, *args: Any, **kwargs: Any) -> Any:
        if not has_app_context():
            return super().open(*args, **kwargs)  # the next hop of followed redirects
        db.session.commit()
        response = contextvars.Context().run(super().open, *args, **kwargs)
        db.session.rollback()
        return response


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def login(client: FlaskClient) -> Callable[[Member], FlaskClient]:
    """Sign a member in without the sign-in page, second factor passed: `login(member)` returns the client."""

    def sign_in(member: Member) -> FlaskClient:
        values = session_of(member)
        with client.session_transaction() as session:
            session.update(values)
        return client

    return sign_in


@pytest.fixture
def fake_reader(app: Flask, monkeypatch: pytest.MonkeyPatch) -> FakeReader:
    """Put a reader without rules in the place of the real one: for tests that need no real screening."""
    reader = FakeReader()
    monkeypatch.setitem(app.extensions, "reader", reader)
    return reader


class Outbox(Sequence[Any]):
    """The mails that were sent, oldest first. Those that wait are sent before one looks."""

    def __init__(self, sent: list[Any]) -> None:
        self.sent = sent

    def __getitem__(self, index: Any) -> Any:
        self._send()
        return self.sent[index]

    def __len__(self) -> int:
        self._send()
        return len(self.sent)

    def _send(self) -> None:
        db.session.commit()
        due = select(Job.id).filter_by(kind=MAIL, state="due").order_by(Job.id)
        for job_id in list(db.session.scalars(due)):
            run_job(job_id)


@pytest.fixture
def outbox(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Outbox:
    sent: list[Any] = []
    monkeypatch.setattr(app.extensions["mailman"], "outbox", sent, raising=False)
    monkeypatch.delitem(app.extensions, AWAY_UNTIL, raising=False)
    return Outbox(sent)


@pytest.fixture
def with_csrf(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Check CSRF tokens as a served board does."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
