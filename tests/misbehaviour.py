"""How the provider of tests/openid.py can go wrong: `server.misbehave = "wrong nonce"`, or a name below.

Also "HTML at token" (each of `BODIES` at each of `AT`), "slow at token", "access_denied",
"temporarily_unavailable", "invalid_scope", "wrong iss" and "no iss".
"""

from typing import Any

from tests.local_http import Answer

CLIENT_ID = "careboard-in-tests"

WRONG_CLAIMS: dict[str, dict[str, Any]] = {
    "wrong nonce": {"nonce": "of-somebody-else"},
    "no nonce": {"nonce": None},
    "wrong audience": {"aud": "another-client"},
    "no audience": {"aud": None},
    "two audiences": {"aud": [CLIENT_ID, "another-client"]},
    "wrong azp": {"aud": [CLIENT_ID, "another-client"], "azp": "another-client"},
    "wrong issuer": {"iss": "https://issuer.example"},
    "no subject": {"sub": None},
    "subject is a number": {"sub": 12345},
    "subject is empty": {"sub": ""},
    "subject is huge": {"sub": "x" * 300},
    "expiry is a text": {"exp": "tomorrow"},
    "no expiry": {"exp": None},
}
SHIFTED: dict[str, dict[str, int]] = {
    "expired token": {"iat": -900, "exp": -300},
    "token from the future": {"iat": 600, "exp": 900},
    "clock a minute ahead": {"iat": 60, "exp": 360},
    "clock a minute behind": {"iat": -360, "exp": -60},
}
BODIES: dict[str, Answer] = {
    "500": (500, {}, b"broken"),
    "HTML": (200, {"Content-Type": "text/html"}, b"<html><h1>Welcome to the hotel's network</h1></html>"),
    "a list": (200, {}, b"[1, 2]"),
    "empty": (200, {}, b""),
    "half JSON": (200, {}, b'{"access_token": "x'),
    "deep JSON": (200, {}, b"[" * 100_000),
    "not UTF-8": (200, {}, b"\xff\xfe{"),
    "no fields": (200, {}, b"{}"),
    "wrong types": (
        200,
        {},
        b'{"access_token": 5, "id_token": [], "keys": {}, "issuer": 1, "token_type": "Bearer"}',
    ),
    "too many requests": (429, {}, b"{}"),
    "redirect": (302, {"Location": "http://evil.example/"}, b""),
    "huge": (200, {}, b" " * 2_000_000 + b"{}"),
}
AT = ("discovery", "keys", "token", "userinfo")
NEVER_RIGHT = (
    "alg none",
    "HS256 with client secret",
    "HS256 with public key",
    "signed by another key",
    "unknown kid",
    "no id token",
    "id token is nonsense",
    "another issuer in discovery",
    "endpoint without TLS",
    "no endpoint",
    "only HS256",
    "userinfo of another person",
)
"""What nobody may be signed in with, as they may not with `WRONG_CLAIMS`."""
