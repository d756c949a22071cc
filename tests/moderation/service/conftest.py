"""The service in this process, with the whole pack, one token and a secret for Discourse."""

import hashlib
import hmac
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from moderation.screener import Screener
from moderation.service.app import create_app
from moderation.service.settings import Settings

PAYLOADS = Path(__file__).parent / "payloads"
TOKEN = "token-for-the-tests-0001"
SECRET = "secret-for-the-tests-0001"
Post = Callable[..., TestResponse]


@pytest.fixture(scope="session")
def app(screener: Screener) -> APIFlask:
    return create_app(screener, Settings((TOKEN,), SECRET), [Path("plugins/lemtrada")])


@pytest.fixture
def client(app: APIFlask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def post(client: FlaskClient) -> Post:
    """Send JSON with the token: ``post("/v1/screen", {...})``; other headers and raw bytes by name."""

    def send(path: str, json_body: Any = None, **options: Any) -> TestResponse:
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
        data = options.get("data", json.dumps(json_body).encode())
        return client.post(path, data=data, headers=headers | options.get("headers", {}))

    return send


def signed(body: bytes, secret: str = SECRET) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def payload(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((PAYLOADS / f"{name}.json").read_text())
    return loaded


def error_of(answer: TestResponse) -> str:
    """The code of an error answer, whose shape is checked on the way."""
    assert answer.is_json, answer.text
    assert set(answer.json) == {"error"}
    assert {"code", "message"} <= set(answer.json["error"]) <= {"code", "message", "field"}
    code: str = answer.json["error"]["code"]
    return code
