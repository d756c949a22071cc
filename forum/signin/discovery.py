"""What an OpenID provider says of itself, and its keys. Both are asked for once an hour and kept here."""

import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry, KeySet

from forum.signin.faults import ProviderNonsense
from forum.signin.providers import Provider
from forum.signin.session import get_object, open_session

KEPT_FOR = 3600
"""Seconds. Keys that came since are found at once: a token that names another key is reason to ask."""
ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"})
"""Only signatures that the holder of the client secret cannot make; never none and never HS256."""
EVERY_PROVIDER_HAS = "RS256"
KEY_TYPES = frozenset({"RSA", "EC"})


@dataclass(frozen=True, slots=True)
class Metadata:
    """The checked part of a discovery document (OpenID Connect Discovery 3)."""

    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None
    algorithms: tuple[str, ...]
    secret_in_body: bool
    names_itself: bool
    """Whether it always adds its issuer to the address that it sends people back to (RFC 9207)."""


def metadata_of(provider: Provider) -> Metadata:
    """Raises `SignInFault` when it does not answer, or speaks for another issuer."""
    if (kept := _kept(provider, "metadata")) is not None:
        return kept
    with open_session(provider) as session:
        address = provider.issuer.rstrip("/") + "/.well-known/openid-configuration"
        document = get_object(session, address)
    if document.get("issuer") != provider.issuer:
        raise ProviderNonsense("another issuer in its description")
    return _keep(provider, "metadata", _read(document, provider))


def _read(document: dict[str, Any], provider: Provider) -> Metadata:
    named = document.get("id_token_signing_alg_values_supported") or [EVERY_PROVIDER_HAS]
    algorithms = tuple(one for one in _texts(named) if one in ALGORITHMS)
    if not algorithms:
        raise ProviderNonsense("no algorithm of ours")
    methods = _texts(document.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"])
    has_userinfo = document.get("userinfo_endpoint") is not None
    return Metadata(
        _address(document, "authorization_endpoint", provider),
        _address(document, "token_endpoint", provider),
        _address(document, "jwks_uri", provider),
        _address(document, "userinfo_endpoint", provider) if has_userinfo else None,
        algorithms,
        "client_secret_basic" not in methods and "client_secret_post" in methods,
        document.get("authorization_response_iss_parameter_supported") is True,
    )


def _texts(found: object) -> list[str]:
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise ProviderNonsense("list expected")
    return found


def _address(document: dict[str, Any], name: str, provider: Provider) -> str:
    """An address as safe as the issuer's: a code or a token must not travel without TLS."""
    found = document.get(name)
    try:
        parts = urlsplit(found) if isinstance(found, str) and found.isprintable() else urlsplit("")
    except ValueError:
        parts = urlsplit("")
    if not parts.hostname or parts.scheme not in ("https", urlsplit(provider.issuer).scheme):
        raise ProviderNonsense(f"no {name}")
    return str(found)


def keys_of(provider: Provider, metadata: Metadata, anew: bool = False) -> KeySet:
    """The keys that sign its tokens now; `anew` asks again though some are kept."""
    if not anew and (kept := _kept(provider, "keys")) is not None:
        return kept
    with open_session(provider) as session:
        document = get_object(session, metadata.jwks_uri)
    listed = document.get("keys")
    if not isinstance(listed, list):
        raise ProviderNonsense("no keys")
    keys = [key for one in listed if (key := _key(one)) is not None]
    if not keys:
        raise ProviderNonsense("no keys")
    return _keep(provider, "keys", KeySet(keys))


def _key(found: object) -> Any:
    """A key that can check signatures, or None: one odd key must not spoil the others (RFC 7517, 5)."""
    if not isinstance(found, dict) or found.get("kty") not in KEY_TYPES or found.get("use") == "enc":
        return None
    try:
        return JWKRegistry.import_key(found)
    except (JoseError, ValueError, TypeError, KeyError):
        return None


def _kept(provider: Provider, what: str) -> Any:
    until, found = current_app.extensions["asked"].get((provider.key, what), (0.0, None))
    return found if time.monotonic() < until else None


def _keep(provider: Provider, what: str, found: Any) -> Any:
    # One assignment: threads that ask at once ask twice, and keep the same.
    current_app.extensions["asked"][provider.key, what] = (time.monotonic() + KEPT_FOR, found)
    return found
