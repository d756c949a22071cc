"""A small OpenID provider on a free port, which can misbehave in every way that a client must survive.

    with openid_server() as server:
        server.people["ada"] = {"email": "ada@example.org", "email_verified": True, "name": "Ada L"}
        server.misbehave = "wrong nonce"

Its page asks who signs in, so that a browser can use it. It checks what a real provider checks: client and
secret, redirect URI, PKCE, and that a code comes once. tests/misbehaviour.py lists what it can do wrong.
"""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from urllib.parse import unquote, urlencode

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from tests.local_http import Answer, Fields, json_answer, running
from tests.misbehaviour import CLIENT_ID, SHIFTED, WRONG_CLAIMS
from tests.provider import Provider

CLIENT_SECRET = "a-client-secret-for-the-tests-only"


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@cache
def first_key() -> RSAKey:
    """One for all servers of a process: making one takes a while."""
    return RSAKey.generate_key(2048, {"kid": "first", "use": "sig", "alg": "RS256"})


class OpenIDServer(Provider):
    """`people` maps a subject to claims. Without `email_in_token` e-mail and name come from userinfo."""

    title = "Test provider"

    def __init__(self, port: int = 0) -> None:
        people: dict[str, dict[str, Any]] = {
            "ada": {"email": "ada@example.org", "email_verified": True, "name": "Ada Lovelace"},
            "bob": {"email": "bob@example.org", "email_verified": False, "name": "Bob Example"},
            "cleo": {"name": "Cleo Noaddress"},
        }
        super().__init__(people, port)
        self.email_in_token = True
        self.says_iss = False
        self.key = first_key()
        self.issuer = self.url

    def settings(self, key: str = "test", **more: Any) -> dict[str, Any]:
        """An entry of `openid_providers` for this server."""
        usual = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "label": "Test provider"}
        return {"key": key, "issuer": self.issuer} | usual | more

    def way_back(self, query: dict[str, str], subject: str) -> str:
        back = {"state": query["state"]}
        if self.misbehave == "wrong iss":
            back["iss"] = "https://issuer.example"
        elif self.says_iss and self.misbehave != "no iss":
            back["iss"] = self.issuer
        if subject not in self.people or self.misbehave == "access_denied":
            back["error"] = "access_denied"
        elif self.misbehave in ("temporarily_unavailable", "invalid_scope"):
            back["error"] = self.misbehave
        else:
            back["code"] = secrets.token_urlsafe(16)
            self.codes[back["code"]] = query | {"sub": subject}
        return f"{query['redirect_uri']}?{urlencode(back)}"

    def rotate(self, kid: str = "second") -> None:
        self.key = RSAKey.generate_key(2048, {"kid": kid, "use": "sig", "alg": "RS256"})

    def answer(self, method: str, path: str, query: Fields, form: Fields, auth: str) -> Answer:
        place = {"/.well-known/openid-configuration": "discovery"}.get(path, path.strip("/"))
        if spoilt := self.spoilt(place):
            return spoilt
        if place == "authorize":
            return self.page(method, query, form)
        if place == "token":
            return self._token(form, auth)
        found = {"discovery": self._discovery, "keys": self._keys, "userinfo": lambda: self._userinfo(auth)}
        return found[place]() if place in found else json_answer({"error": "nothing here"}, 404)

    def _discovery(self) -> Answer:
        wrong = self.misbehave
        algorithms = ["HS256", "none"] if wrong == "only HS256" else ["RS256", "HS256", "none"]
        document = {
            "issuer": "https://issuer.example" if wrong == "another issuer in discovery" else self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": "ftp://127.0.0.1/keys" if wrong == "endpoint without TLS" else f"{self.issuer}/keys",
            "id_token_signing_alg_values_supported": algorithms,
            "authorization_response_iss_parameter_supported": self.says_iss,
        }
        if wrong == "no endpoint":
            del document["token_endpoint"]
        return json_answer(document)

    def _keys(self) -> Answer:
        odd = [{"kty": "RSA", "kid": "broken", "n": "!"}, {"kty": "future", "kid": "x"}, "nonsense", None]
        return json_answer({"keys": [*odd, self.key.as_dict(private=False)]})

    def _token(self, form: dict[str, str], auth: str) -> Answer:
        kind, _, pair = auth.partition(" ")
        named = unquote(base64.b64decode(pair).decode()) if kind == "Basic" else ""
        if named != f"{CLIENT_ID}:{CLIENT_SECRET}":
            return json_answer({"error": "invalid_client"}, 401)
        begun = self.codes.pop(form.get("code", ""), None)
        if begun is None or begun["redirect_uri"] != form.get("redirect_uri"):
            return json_answer({"error": "invalid_grant"}, 400)
        verifier = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if begun.get("code_challenge_method") != "S256" or begun.get("code_challenge") != _b64(verifier):
            return json_answer({"error": "invalid_grant"}, 400)
        access = secrets.token_urlsafe(16)
        self.tokens[access] = begun["sub"]
        token = {"access_token": access, "token_type": "Bearer", "expires_in": 300}
        if self.misbehave != "no id token":
            token["id_token"] = self._id_token(begun)
        return json_answer(token)

    def _id_token(self, begun: dict[str, str]) -> str:
        wrong, now = self.misbehave, int(time.time())
        if wrong == "id token is nonsense":
            return "not.a.token"
        shift = SHIFTED.get(wrong, {"iat": 0, "exp": 300})
        claims: dict[str, Any] = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "sub": begun["sub"],
            "nonce": begun.get("nonce"),
            "iat": now + shift["iat"],
            "exp": now + shift["exp"],
        }
        if self.email_in_token:
            claims |= self.people[begun["sub"]]
        claims |= WRONG_CLAIMS.get(wrong, {})
        return self._signed({name: value for name, value in claims.items() if value is not None})

    def _signed(self, claims: dict[str, Any]) -> str:
        wrong = self.misbehave
        if wrong == "alg none":
            parts = ({"alg": "none", "kid": self.key.kid}, claims)
            return ".".join(_b64(json.dumps(part).encode()) for part in parts) + "."
        if wrong == "HS256 with client secret":
            return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(CLIENT_SECRET))
        if wrong == "HS256 with public key":
            shared = json.dumps(self.key.as_dict(private=False))
            return jwt.encode({"alg": "HS256", "kid": self.key.kid}, claims, OctKey.import_key(shared))
        signer = RSAKey.generate_key(2048) if wrong == "signed by another key" else self.key
        kid = "never-published" if wrong == "unknown kid" else self.key.kid
        return jwt.encode({"alg": "RS256", "kid": kid}, claims, signer)

    def _userinfo(self, auth: str) -> Answer:
        subject = self.tokens.get(auth.removeprefix("Bearer "))
        if subject is None:
            return json_answer({"error": "invalid_token"}, 401)
        named = "somebody-else" if self.misbehave == "userinfo of another person" else subject
        return json_answer(self.people[subject] | {"sub": named})


@contextmanager
def openid_server(port: int = 0) -> Iterator[OpenIDServer]:
    with running(OpenIDServer(port)) as server:
        yield server
