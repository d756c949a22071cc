"""A board with one provider of our own, which the test may spoil, and the claims that got through."""

from collections.abc import Iterator

import pytest
from flask import Flask, redirect
from werkzeug.wrappers import Response

from forum.signin import next_page
from forum.signin.claims import Claims
from tests.facebook import FacebookServer, facebook_server
from tests.openid import OpenIDServer, openid_server
from tests.ways import ways_in


@pytest.fixture
def provider(app: Flask) -> Iterator[OpenIDServer]:
    with openid_server() as server, ways_in(app, openid_providers=[server.settings()]):
        yield server


@pytest.fixture
def two(app: Flask) -> Iterator[tuple[OpenIDServer, OpenIDServer]]:
    with openid_server() as honest, openid_server() as evil:
        entries = [honest.settings("honest"), evil.settings("evil", label="Evil")]
        with ways_in(app, openid_providers=entries):
            yield honest, evil


@pytest.fixture
def facebook(app: Flask) -> Iterator[FacebookServer]:
    with facebook_server() as server, ways_in(app, **server.settings()):
        yield server


@pytest.fixture
def arrived(monkeypatch: pytest.MonkeyPatch) -> list[Claims]:
    """Who came through all checks; what becomes of them is another room's matter."""
    came: list[Claims] = []

    def note(claims: Claims) -> Response:
        came.append(claims)
        return redirect(next_page.take() or "/go-on", 303)

    monkeypatch.setattr("forum.signin.views.arrive", note)
    return came
