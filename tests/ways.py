"""Walk through a sign-in at a provider without a browser: leave, sign in there, come back."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from forum.config import load_settings
from forum.signin import providers


@contextmanager
def ways_in(app: Flask, **settings: Any) -> Iterator[None]:
    """Give a built board other providers for a while: settings as in docs/settings.md, in small letters."""
    before = app.extensions["ways"], list(app.extensions["providers"])
    providers.init_app(app, load_settings(env="test", **settings))
    try:
        yield
    finally:
        app.extensions["ways"], app.extensions["providers"][:] = before
        app.extensions["asked"].clear()


def leave(client: FlaskClient, key: str = "test", **form: str) -> str:
    """Press the button of a provider; returns the address that the browser is sent to."""
    response = client.post(f"/sign-in/{key}", data=form)
    assert response.status_code == 200, response.text
    return address_in(response)


def address_in(response: TestResponse) -> str:
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', response.text)
    assert found, response.text
    return html.unescape(found[1])


def come_back(client: FlaskClient, address: str) -> TestResponse:
    """Open the address that a provider leads back to."""
    parts = urlsplit(address)
    return client.get(f"{parts.path}?{parts.query}")


def with_query(address: str, **changes: str | None) -> str:
    """The same address with other parameters; None takes one away."""
    parts = urlsplit(address)
    query = dict(parse_qsl(parts.query)) | changes
    return parts._replace(query=urlencode({k: v for k, v in query.items() if v is not None})).geturl()
