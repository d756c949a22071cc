"""What tests of several features of the board share."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.readers import FakeReader


@pytest.fixture
def reader(app: Flask) -> Iterator[FakeReader]:
    """The app reads posts with a `FakeReader` during this test."""
    usual = app.extensions["reader"]
    app.extensions["reader"] = fake = FakeReader()
    yield fake
    app.extensions["reader"] = usual
