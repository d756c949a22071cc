"""A thread and a moderator for decided posts."""

import pytest

from tests.factories import make_member, make_thread


@pytest.fixture
def thread(reader):
    return make_thread()


@pytest.fixture
def moderator(reader):
    return make_member("Mara", role="moderator")
