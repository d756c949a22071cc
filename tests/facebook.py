"""A server of Facebook's shape: dialog, token, /me. `with facebook_server() as server:` and its settings.

Checks what Facebook checks: app and secret, redirect URI, PKCE when a challenge was sent, a code that comes
once, and `appsecret_proof`.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from tests.local_http import Answer, Fields, json_answer, running
from tests.provider import Provider

APP_ID, APP_SECRET = "1234567890", "an-app-secret-for-the-tests-only"
WRONG_ME: dict[str, dict[str, Any]] = {
    "no id": {"id": None},
    "id is a number": {"id": 17},
    "id is a text": {"id": "ada"},
    "id is huge": {"id": "1" * 60},
}


class FacebookServer(Provider):
    """`people` maps an id to what /me says. It misbehaves as `WRONG_ME` and `BODIES` say."""

    title = "Facebook's stand-in"

    def __init__(self, port: int = 0) -> None:
        people: dict[str, dict[str, Any]] = {
            "1001": {"name": "Ada Lovelace", "email": "ada@example.org"},
            "1002": {"name": "Cleo Noaddress"},
        }
        super().__init__(people, port)

    def settings(self) -> dict[str, str]:
        """The board's settings for this server."""
        return {
            "facebook_app_id": APP_ID,
            "facebook_app_secret": APP_SECRET,
            "facebook_url": self.url,
        }

    def way_back(self, query: dict[str, str], subject: str) -> str:
        back = {"state": query["state"]}
        if subject not in self.people or self.misbehave == "access_denied":
            back |= {"error": "access_denied", "error_code": "200", "error_reason": "user_denied"}
        else:
            back["code"] = secrets.token_urlsafe(16)
            self.codes[back["code"]] = query | {"sub": subject}
        return f"{query['redirect_uri']}?{urlencode(back)}"

    def answer(self, method: str, path: str, query: Fields, form: Fields, auth: str) -> Answer:
        place = path.rpartition("/")[2]
        place = {"access_token": "token", "oauth": "dialog"}.get(place, place)
        if spoilt := self.spoilt(place):
            return spoilt
        if place == "dialog":
            return self.page(method, query, form)
        return self._token(form) if place == "token" else self._me(query, auth)

    def _token(self, form: dict[str, str]) -> Answer:
        begun = self.codes.pop(form.get("code", ""), None)
        verifier = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).rstrip(b"=").decode()
        if (form.get("client_id"), form.get("client_secret")) != (APP_ID, APP_SECRET):
            return _error("Error validating client secret.")
        if begun is None or begun["redirect_uri"] != form.get("redirect_uri"):
            return _error("This authorization code has been used.")
        if begun.get("code_challenge", challenge) != challenge:
            return _error("Invalid code verifier.")
        access = secrets.token_urlsafe(16)
        self.tokens[access] = begun["sub"]
        return json_answer({"access_token": access, "token_type": "bearer", "expires_in": 5_000_000})

    def _me(self, query: dict[str, str], auth: str) -> Answer:
        access = auth.removeprefix("Bearer ")
        proof = hmac.new(APP_SECRET.encode(), access.encode(), hashlib.sha256).hexdigest()
        if access not in self.tokens or query.get("appsecret_proof") != proof:
            return _error("Invalid appsecret_proof provided in the API argument")
        subject = self.tokens[access]
        found = {"id": subject} | self.people[subject] | WRONG_ME.get(self.misbehave, {})
        return json_answer({name: value for name, value in found.items() if value is not None})


def _error(message: str) -> Answer:
    return json_answer({"error": {"message": message, "type": "OAuthException", "code": 100}}, 400)


@contextmanager
def facebook_server(port: int = 0) -> Iterator[FacebookServer]:
    with running(FacebookServer(port)) as server:
        yield server
