"""What tests of several features of the board share."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.boards import second_board
from tests.readers import FakeReader


@pytest.fixture
def reader(fake_reader: FakeReader) -> FakeReader:
    """`fake_reader` by a short name, for tests that tell it what to answer."""
    return fake_reader


@pytest.fixture(scope="module")
def limited_app(database_url: str) -> Iterator[Flask]:
    with second_board(database_url, limits=True) as app:
        yield app


@pytest.fixture
def counted(app: Flask, limited_app: Flask) -> FlaskClient:
    """A browser at a board that counts tries."""
    limited_app.extensions["limits"].reset()
    return limited_app.test_client()
