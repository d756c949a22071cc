"""What a provider may send, and how long it may take."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import SecretStr

from forum.signin.faults import ProviderDown, ProviderNonsense, ProviderRefused
from forum.signin.providers import Provider
from forum.signin.session import get_object, open_session
from tests.local_http import Answer, Fields
from tests.openid import OpenIDServer

PROVIDER = Provider("test", "Test", "key", "openid", "http://127.0.0.1", "id", SecretStr("secret"))


def ask(server: OpenIDServer, path: str = "/.well-known/openid-configuration") -> dict[str, Any]:
    with open_session(PROVIDER) as session:
        return get_object(session, server.issuer + path)


class Raw:
    """Stands for `server.answer` and sends these headers and bytes."""

    def __init__(self, status: int, headers: Fields, body: bytes) -> None:
        self.says: Answer = (status, headers, body)
        self.auth: list[str] = []

    def __call__(self, method: str, path: str, query: Fields, form: Fields, auth: str) -> Answer:
        self.auth.append(auth)
        return self.says


def test_an_object_is_read_without_a_token(provider: OpenIDServer, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = Raw(200, {}, b'{"a": 1}')
    monkeypatch.setattr(provider, "answer", raw)
    assert ask(provider) == {"a": 1} and raw.auth == [""]


def test_neither_netrc_nor_proxies_of_the_environment_are_used(
    provider: OpenIDServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login somebody password else\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "")
    raw = Raw(200, {}, b"{}")
    monkeypatch.setattr(provider, "answer", raw)
    assert ask(provider) == {} and raw.auth == [""]


@pytest.mark.parametrize(
    "place", ["http://evil.example/", "/elsewhere", "//127.0.0.1/", "file:///etc/passwd"]
)
def test_no_redirect_is_followed(provider: OpenIDServer, monkeypatch, place: str) -> None:
    raw = Raw(302, {"Location": place}, b"{}")
    monkeypatch.setattr(provider, "answer", raw)
    with pytest.raises(ProviderNonsense, match="redirect"):
        ask(provider)
    assert len(raw.auth) == 1


@pytest.mark.parametrize(
    "status, fault",
    [(404, ProviderRefused), (401, ProviderRefused), (503, ProviderDown), (429, ProviderDown)],
)
def test_a_status_says_what_kind_of_fault_it_is(
    provider: OpenIDServer, monkeypatch, status: int, fault: type[Exception]
) -> None:
    monkeypatch.setattr(provider, "answer", Raw(status, {}, b'{"secret": "words"}'))
    with pytest.raises(fault, match=f"status {status}"):
        ask(provider)


@pytest.mark.parametrize("body", [b"[]", b"5", b"null", b'"text"', b"", b"{", b"\xff", b"[" * 90_000])
def test_what_is_no_object_is_nonsense(provider: OpenIDServer, monkeypatch, body: bytes) -> None:
    monkeypatch.setattr(provider, "answer", Raw(200, {}, body))
    with pytest.raises(ProviderNonsense):
        ask(provider)


def test_a_small_answer_that_unpacks_to_a_huge_one_is_cut(provider: OpenIDServer, monkeypatch) -> None:
    import gzip

    packed = gzip.compress(b'{"a": "' + b" " * 50_000_000 + b'"}')
    monkeypatch.setattr(provider, "answer", Raw(200, {"Content-Encoding": "gzip"}, packed))
    with pytest.raises(ProviderNonsense, match="too large"):
        ask(provider)


def test_an_answer_that_drips_is_not_waited_for(
    provider: OpenIDServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each byte comes in time; all of them would take for ever."""
    monkeypatch.setattr("forum.signin.session.WHOLE_SECONDS", 0.3)
    handler = provider.http.RequestHandlerClass

    def drip(self: Any, form: Fields) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while not provider.released.wait(0.05):
                self.wfile.write(b" ")
        except OSError:
            pass

    monkeypatch.setattr(handler, "_go", drip)
    with pytest.raises(ProviderDown, match="timeout"):
        ask(provider)


def test_an_answer_in_chunks_is_read(provider: OpenIDServer, monkeypatch: pytest.MonkeyPatch) -> None:
    def in_chunks(self: Any, form: Fields) -> None:
        self.protocol_version = "HTTP/1.1"
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b'5\r\n{"a":\r\n3\r\n 1}\r\n0\r\n\r\n')

    monkeypatch.setattr(provider.http.RequestHandlerClass, "_go", in_chunks)
    assert ask(provider) == {"a": 1}


@pytest.mark.parametrize("place", ["http://127.0.0.1:1/", "http://[::1", "http://127.0.0.1:99999/", "x:y"])
def test_nobody_there_is_a_fault_of_ours_to_name(app: Flask, client: FlaskClient, place: str) -> None:
    with pytest.raises((ProviderDown, ProviderNonsense)), open_session(PROVIDER) as session:
        get_object(session, place)
