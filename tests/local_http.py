"""A server of a test on a free port of this machine: an object with `http`, `released` and `answer(…)`."""

import html
import json
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

Answer = tuple[int, dict[str, str], bytes]
Fields = dict[str, str]


def json_answer(found: object, status: int = 200) -> Answer:
    return status, {"Content-Type": "application/json"}, json.dumps(found).encode()


def people_page(title: str, people: Iterable[str]) -> Answer:
    """The page on which a person of the test chooses who they are, or cancels."""
    buttons = "".join(
        f'<p><button name="sub" value="{html.escape(sub)}">{html.escape(sub)}</button></p>'
        for sub in (*people, "cancel")
    )
    page = f"<!doctype html><title>{html.escape(title)}</title><form method=post>{buttons}</form>"
    return 200, {"Content-Type": "text/html"}, page.encode()


def handler(server: Any) -> type[BaseHTTPRequestHandler]:
    """A request handler that hands everything to `server.answer`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._go({})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            self._go({name: values[0] for name, values in parse_qs(body).items()})

        def _go(self, form: dict[str, str]) -> None:
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            auth = self.headers.get("Authorization", "")
            status, headers, body = server.answer(self.command, parts.path, query, form, auth)
            try:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                pass  # who asked has hung up

        def log_message(self, *args: object) -> None:
            pass

    return Handler


@contextmanager
def running(server: Any) -> Iterator[Any]:
    """Serve in a thread until the end of the block."""
    thread = threading.Thread(target=server.http.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.released.set()
        server.http.shutdown()
        server.http.server_close()
        thread.join()
