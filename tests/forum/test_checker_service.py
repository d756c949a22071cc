"""The board asks a moderation service; a local server plays every way in which it can fail."""

import json
import threading
import uuid
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update
from werkzeug.serving import make_server

from forum import create_app
from forum.checker import CheckerDown, CheckerProcess
from forum.checker_service import CheckerService
from forum.config import SettingsError
from forum.db import db, utcnow
from forum.jobs.models import Job
from forum.jobs.run import run_due
from forum.posts.models import Post
from forum.posts.write import reply
from forum.review.intake import screen_now
from forum.screening import OUTAGE, Level, RemoteReader, ScreeningError
from moderation.service.app import create_app as create_service
from moderation.service.settings import Settings
from tests import factories

TOKEN = "token-for-the-tests-0001"
TEXT = "My gums have been bleeding since Monday 😀"
VERSION = "1+rules.a.cues.b"
FINDING = {
    "concept": "gum_bleeding",
    "start": 3,
    "end": 7,
    "quote": "gums",
    "field": "body",
    "assertion": "present",
    "temporality": "current",
    "experiencer": "author",
    "level": "urgent",
    "because": [],
    "source": "x.toml:1",
}
Play = Callable[[dict[str, Any]], tuple[int, bytes]]


def answering(status: int = 200, **changes: Any) -> Play:
    """A server that answers rightly but for these changes."""

    def play(question: dict[str, Any]) -> tuple[int, bytes]:
        right = {"id": question["id"], "level": "urgent", "version": VERSION, "findings": [FINDING]}
        return status, json.dumps(right | changes).encode()

    return play


def saying(status: int, data: bytes) -> Play:
    return lambda question: (status, data)


class Server:
    """A service on a free port that does what the test tells it, and keeps what it was asked."""

    def __init__(self) -> None:
        self.play: Play = answering()
        self.asked: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        self.silence = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.asked.append((self.path, dict(self.headers), question))
                status, data = outer.play(question)
                self.send_response(status)
                self.send_header("Location", "/elsewhere")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *args: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, args=(0.01,), daemon=True).start()

    def stay_silent(self, question: dict[str, Any]) -> tuple[int, bytes]:
        self.silence.wait(60)
        return 500, b""


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.silence.set()
    made.http.shutdown()
    made.http.server_close()


@pytest.fixture
def reader(server: Server) -> Iterator[RemoteReader]:
    checker = CheckerService(f"{server.url}/", TOKEN, 20.0)
    yield RemoteReader(checker)
    checker.stop()


def fault_of(reader: RemoteReader) -> ScreeningError:
    with pytest.raises(ScreeningError) as caught:
        reader.screen_for_request("", TEXT)
    assert "gums" not in str(caught.value) and caught.value.__cause__ is None
    return caught.value


def test_a_right_answer_is_a_screening(server: Server, reader: RemoteReader) -> None:
    screening = reader.screen("", TEXT)
    assert (screening.level, screening.version) == (Level.URGENT, VERSION)
    assert screening.findings[0].quote == "gums"
    [(path, headers, question)] = server.asked
    assert path == "/v1/screen" and headers["Authorization"] == f"Bearer {TOKEN}"
    assert (question["title"], question["body"]) == ("", TEXT)


def test_the_real_service_reads_as_the_reader_in_this_process(built_app: Flask) -> None:
    screener = built_app.extensions["reader"]
    http = make_server("127.0.0.1", 0, create_service(screener, Settings((TOKEN,))), threaded=True)
    threading.Thread(target=http.serve_forever, daemon=True).start()
    checker = CheckerService(f"http://127.0.0.1:{http.server_port}", TOKEN, 60.0)
    try:
        for title, body in [("", TEXT), ("I can't breathe", ""), ("", "")]:
            assert RemoteReader(checker).screen(title, body) == screener.screen(title, body)
        with pytest.raises(ScreeningError, match="service failed with too_long"):
            RemoteReader(checker).screen("", "x" * 100_001)
        with pytest.raises(ScreeningError, match="wire failed with UnicodeEncodeError"):
            RemoteReader(checker).screen("", "half \ud800")
    finally:
        checker.stop()
        http.shutdown()
        http.server_close()


OUTAGES: list[tuple[Play, str]] = [
    (saying(500, b""), "status 500"),
    (saying(500, b'{"error": {"code": "internal", "message": "x"}}'), "status 500"),
    (saying(401, b'{"error": {"code": "unauthorized", "message": "x"}}'), "status 401"),
    (saying(404, b"<html>"), "status 404"),
    (saying(503, b""), "status 503"),
    (saying(302, b""), "status 302"),
    (saying(413, b"<html>from a proxy"), "status 413"),
    (saying(422, b'{"error": "my gums"}'), "status 422"),
    (saying(422, b'{"error": {"code": "my gums have been"}}'), "status 422"),
    (saying(200, b""), "rubbish"),
    (saying(200, b"my gums"), "rubbish"),
    (saying(200, b"[]"), "rubbish"),
    (saying(200, b"null"), "rubbish"),
    (saying(200, b"\xff"), "rubbish"),
    (saying(200, b"[" * 100_000), "rubbish"),
    (answering(id="another"), "rubbish"),
    (answering(201), "status 201"),
]


@pytest.mark.parametrize("play, kind", OUTAGES)
def test_whatever_is_no_answer_is_an_outage(
    server: Server, reader: RemoteReader, play: Play, kind: str
) -> None:
    server.play = play
    fault = fault_of(reader)
    assert (fault.stage, fault.kind) == (OUTAGE, kind)
    server.play = answering()
    assert reader.screen("", TEXT).level is Level.URGENT, "the next question gets its answer"


@pytest.mark.parametrize(
    "changes",
    [
        {"version": 5},
        {"version": None},
        {"version": {"engine": "1"}},
        {"version": ""},
        {"version": "x" * 81},
        {"level": "purple"},
        {"level": 3},
        {"findings": None},
        {"findings": [{}]},
        {"findings": [FINDING | {"start": 4}]},
        {"findings": [FINDING | {"quote": "gum"}]},
        {"findings": [FINDING | {"start": "3"}]},
        {"findings": [FINDING | {"field": "footer"}]},
        {"findings": [FINDING | {"assertion": "maybe"}]},
        {"error": "plain"},
    ],
)
def test_an_answer_of_another_shape_or_to_another_text_is_a_fault(
    server: Server, reader: RemoteReader, changes: dict[str, Any]
) -> None:
    server.play = answering(**changes)
    assert fault_of(reader).stage == "wire"


@pytest.mark.parametrize(
    "status, code", [(500, "screening_failed"), (413, "too_long"), (422, "invalid"), (422, "not_json")]
)
def test_a_fault_of_the_text_is_told_from_an_outage(
    server: Server, reader: RemoteReader, status: int, code: str
) -> None:
    server.play = saying(status, json.dumps({"error": {"code": code, "message": "x"}}).encode())
    fault = fault_of(reader)
    assert (fault.stage, fault.kind) == ("service", code)


def test_silence_is_waited_for_as_long_as_said(server: Server) -> None:
    server.play = server.stay_silent
    checker = CheckerService(server.url, TOKEN, 0.2)
    with pytest.raises(CheckerDown, match="timeout"):
        checker.ask("", TEXT)
    assert checker.patience == pytest.approx(1.0)
    checker.stop()


def test_nothing_in_an_exchange_prolongs_the_wait(server: Server) -> None:
    """Looking up a name has no limit of its own; bytes that drip come in time each, but not all of them."""
    checker = CheckerService(server.url, TOKEN, 0.2)
    over = threading.Event()
    checker._exchange = lambda *args: {"never": over.wait(60)}  # type: ignore[method-assign]
    with pytest.raises(CheckerDown, match="timeout"):
        checker.ask("", TEXT)
    over.set()
    checker.stop()


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "http://[::1", "http://127.0.0.1:99999"])
def test_nobody_there_is_an_outage(url: str) -> None:
    reader = RemoteReader(CheckerService(url, TOKEN, 20.0))
    assert fault_of(reader).stage == OUTAGE


def test_an_endless_answer_is_cut(
    server: Server, reader: RemoteReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("forum.checker_service.MOST_ANSWER", 1_000)
    server.play = saying(200, b" " * 1_001)
    assert fault_of(reader).kind == "rubbish"


def test_no_proxy_of_the_environment_sees_a_post(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "")
    checker = CheckerService(server.url, TOKEN, 20.0)
    assert RemoteReader(checker).screen("", TEXT).level is Level.URGENT
    checker.stop()


def test_a_post_waits_for_the_service_and_is_read_when_it_is_back(
    app: Flask, server: Server, reader: RemoteReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, "reader", reader)
    server.play = saying(401, b"")
    member = factories.make_member()
    post = reply(factories.make_thread(), member, TEXT, str(uuid.uuid4()))
    db.session.commit()
    assert not screen_now(post.revision)
    assert db.session.get_one(Post, post.id).screening_state == "pending", "never all clear"
    server.play = answering()
    db.session.execute(update(Job).values(due_at=utcnow()))
    db.session.commit()
    assert run_due() >= 1
    db.session.expire_all()
    assert (post.screening_state, post.shown_level) == ("done", Level.URGENT)


def test_the_setting_chooses_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    def checker_of(**settings: Any) -> Any:
        app = create_app(env="test", database_url="sqlite://", worker_thread=False, limits=False, **settings)
        return app.extensions["reader"].checker

    service = checker_of(
        moderation_url="https://reader.example.org", moderation_token=TOKEN, checker_timeout=1
    )
    assert isinstance(service, CheckerService)
    assert (service.url, service.timeout) == ("https://reader.example.org/v1/screen", 1)
    assert isinstance(checker_of(), CheckerProcess)
    with pytest.raises(SettingsError, match="exclude each other"):
        checker_of(moderation_url="https://reader.example.org", checker="inline")
    with pytest.raises(SettingsError, match="MODERATION_URL"):
        checker_of(moderation_url="reader.example.org")
