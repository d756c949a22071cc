"""A second board on the tests' database, with settings of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask

from forum import create_app
from forum.db import db
from tests.conftest import Browser


@contextmanager
def second_board(database_url: str, **settings: Any) -> Iterator[Flask]:
    """Without treatments it is quickly built. Closes its connections, or psycopg complains."""
    defaults: dict[str, Any] = {"env": "test", "checker": "inline", "worker_thread": False, "treatments": []}
    app = create_app(database_url=database_url, **defaults | settings)
    app.test_client_class = Browser
    app.config["WTF_CSRF_ENABLED"] = False
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
