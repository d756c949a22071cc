"""Asking a provider: briefly, without following it elsewhere, and reading no more than an answer can hold.

Nothing of the network or of Authlib's client leaves this room but a `SignInFault`.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError

from forum.signin.faults import ProviderDown, ProviderNonsense, ProviderRefused, word_of
from forum.signin.providers import Provider

CONNECT_SECONDS = 3
READ_SECONDS = 5
"""The longest silence; a person waits in front of this."""
WHOLE_SECONDS = 10
"""The longest answer, for one that drips."""
MOST_BYTES = 512 * 1024
"""A discovery document has some 2 KB, a key set of a large provider 20."""
PART = 16_384
BUSY = 429


class CarefulAdapter(HTTPAdapter):
    """Reads the whole answer within its limits before anybody looks at it."""

    def send(self, request: Any, stream: bool = False, timeout: Any = None, **more: Any) -> Any:
        limits = (CONNECT_SECONDS, READ_SECONDS)
        response = super().send(request, stream=True, timeout=limits, **more)
        try:
            if response.is_redirect:
                raise ProviderNonsense("redirect")
            if response.status_code >= 500 or response.status_code == BUSY:
                raise ProviderDown(f"status {response.status_code}")
            response._content = _read(response.raw)
            response._content_consumed = True
        finally:
            response.close()
        return response


def _read(raw: Any) -> bytes:
    until, data = time.monotonic() + WHOLE_SECONDS, bytearray()
    while part := raw.read1(PART, decode_content=True):
        data += part
        if len(data) > MOST_BYTES:
            raise ProviderNonsense("too large")
        if time.monotonic() > until:
            raise ProviderDown("timeout")
    return bytes(data)


def open_session(provider: Provider, method: str = "client_secret_basic", **more: Any) -> OAuth2Session:
    """A client that speaks for the board. Close it, and its token is gone."""
    session = OAuth2Session(
        provider.client_id,
        provider.client_secret.get_secret_value(),
        token_endpoint_auth_method=method,
        code_challenge_method="S256",
        **more,
    )
    session.trust_env = False  # .netrc and proxies of the environment have no part in this
    session.headers["Accept-Encoding"] = "identity"
    session.mount("https://", CarefulAdapter())
    session.mount("http://", CarefulAdapter())
    return session


@contextmanager
def talking() -> Iterator[None]:
    """Turn whatever the network, Authlib or a nonsense answer raise into a `SignInFault`."""
    try:
        yield
    except (requests.Timeout, TimeoutError):
        raise ProviderDown("timeout") from None
    except OAuthError as error:
        raise ProviderRefused(word_of(error.error)) from None
    except (requests.JSONDecodeError, requests.exceptions.InvalidURL):
        raise ProviderNonsense("not JSON") from None
    except (requests.RequestException, HTTPError, OSError) as error:
        raise ProviderDown(type(error).__name__) from None
    # What a library does with an answer of the wrong shape: a text for a number, a list for a table.
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise ProviderNonsense(type(error).__name__) from None


def get_object(session: OAuth2Session, address: str, **more: Any) -> dict[str, Any]:
    """Ask for a JSON object; anything else is a fault. Without a token unless the session has one."""
    with talking():
        answer = session.get(address, withhold_token=not session.token, **more)
        if answer.status_code != 200:
            raise ProviderRefused(f"status {answer.status_code}")
        found = answer.json()
    if not isinstance(found, dict):
        raise ProviderNonsense("no object")
    return found


def fetch_token(session: OAuth2Session, address: str, **more: Any) -> dict[str, Any]:
    """Give the code for the provider's answer, which holds a token of type text."""
    with talking():
        token = dict(session.fetch_token(address, grant_type="authorization_code", **more))
    if not isinstance(token.get("access_token"), str):
        raise ProviderNonsense("no access token")
    return token
