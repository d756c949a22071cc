"""What the providers of the tests share: a server on a free port, its people, and how it misbehaves."""

import threading
from http.server import ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.local_http import Answer, Fields, handler, people_page
from tests.misbehaviour import BODIES


class Provider:
    """`people` maps a subject to what is said of them; `asked` grows by the place of each request."""

    title = ""

    def __init__(self, people: dict[str, dict[str, Any]], port: int) -> None:
        self.people = people
        self.misbehave = ""
        self.asked: list[str] = []
        self.codes: dict[str, dict[str, str]] = {}
        self.tokens: dict[str, str] = {}
        self.released = threading.Event()  # set at the end, so that slow answers do not hold up the test
        self.http = ThreadingHTTPServer(("127.0.0.1", port), handler(self))
        self.http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.http.server_port}"

    def sign_in(self, address: str, subject: str = "") -> str:
        """Sign in as a browser would at `address`, as the first person if no other is named; returns the
        address that leads back to the board."""
        return self.way_back(dict(parse_qsl(urlsplit(address).query)), subject or next(iter(self.people)))

    def way_back(self, query: Fields, subject: str) -> str:
        raise NotImplementedError

    def spoilt(self, place: str) -> Answer | None:
        """Note that this place was asked; what it answers when it misbehaves, or None."""
        self.asked.append(place)
        if self.misbehave == f"slow at {place}":
            self.released.wait(60)
        return next((body for name, body in BODIES.items() if self.misbehave == f"{name} at {place}"), None)

    def page(self, method: str, query: Fields, form: Fields) -> Answer:
        """Where a person says who they are."""
        if method == "POST":
            return 303, {"Location": self.way_back(query, form.get("sub", ""))}, b""
        return people_page(self.title, self.people)
