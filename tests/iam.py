"""A board as a client of Canaille, the OpenID provider that pytest-iam runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

CLIENT_ID, CLIENT_SECRET = "careboard", "a-secret-of-the-board"


def settings_at(iam_server: Any) -> dict[str, str]:
    """An entry of `openid_providers`."""
    return {
        "key": "iam",
        "issuer": iam_server.url.rstrip("/"),
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "label": "IAM",
    }


@contextmanager
def client_at(iam_server: Any, board_url: str) -> Iterator[Any]:
    """Make the board known there, as somebody does once by hand at every provider."""
    with iam_server.app.app_context():
        client = iam_server.models.Client(
            client_id=CLIENT_ID,
            client_secret=CLIENT_SECRET,
            client_name="Careboard",
            client_uri=board_url,
            redirect_uris=[f"{board_url}/sign-in/iam/callback"],
            grant_types=["authorization_code"],
            response_types=["code"],
            token_endpoint_auth_method="client_secret_basic",
            scope=["openid", "profile", "email"],
        )
        iam_server.backend.save(client)
        client.audience = [client]
        iam_server.backend.save(client)
    yield client
    with iam_server.app.app_context():
        iam_server.logout()
        iam_server.backend.delete(client)
