"""A real board for a real browser: gunicorn with demo content, Debian's Chromium, a mail server of our own.

Each xdist worker has a board of its own. Every page of every journey is watched: a request that leaves
the board's own address fails the test, and so does an error in a script.
"""
# over budget: pytest wants the fixtures that all journeys share in this file

import email
import fcntl
import json
import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Browser, BrowserContext, Page, Request

from forum.demo.people import PASSWORD
from scripts import board, debian, demo, ports
from tests.facebook import FacebookServer, facebook_server
from tests.iam import settings_at
from tests.openid import OpenIDServer, openid_server

WIDTHS = (390, 1280)
WAITS_FOR_A_CODE = 10
SIGN_INS = {
    "member": "notmyfirstrodeo@demo.example",
    "moderator": "theotherfiona@demo.example",
    "admin": "marmaladeskies@demo.example",
}


@dataclass
class Mailbox:
    """Keeps every mail that the board sends."""

    mails: list[Message] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  aiosmtpd's name
        self.mails.append(email.message_from_bytes(envelope.content))
        return "250 OK"

    def text_to(self, address: str) -> str:
        """The newest mail to this address, which a job sends within a second or two."""
        ports.wait_until(lambda: any(address in mail["To"] for mail in self.mails), 15)
        mail = [mail for mail in self.mails if address in mail["To"]][-1]
        parts = [part for part in mail.walk() if part.get_content_type() == "text/plain"]
        return parts[0].get_payload(decode=True).decode().replace("\r\n", "\n")

    def link_to(self, address: str) -> str:
        return re.search(r"https?://\S+", self.text_to(address))[0]

    def code_to(self, address: str) -> str:
        return re.search(r"^[A-Z2-7]{4}-[A-Z2-7]{4}$", self.text_to(address), re.M)[0]


@dataclass(frozen=True)
class Board:
    """A running board: its address, its database file, the mails that it sent, and its providers."""

    url: str
    database: str
    mails: Mailbox
    provider: OpenIDServer
    facebook: FacebookServer
    iam_url: str

    def one(self, query: str, *values: Any) -> Any:
        """The first value of a query, read beside the running board."""
        connection = sqlite3.connect(self.database, timeout=10)
        try:
            row = connection.execute(query, values).fetchone()
        finally:
            connection.close()
        return row[0] if row else None

    def change(self, statement: str, *values: Any) -> None:
        """What an operator does, without the seconds that a command takes to start."""
        with closing(sqlite3.connect(self.database, timeout=10)) as connection, connection:
            connection.execute(statement, values)


@pytest.fixture(scope="session")
def providers() -> Iterator[tuple[OpenIDServer, FacebookServer]]:
    """Both run in this process, so that a test can change their people and spoil their answers."""
    with openid_server() as provider, facebook_server() as facebook:
        yield provider, facebook


def provider_settings(provider: OpenIDServer, facebook: FacebookServer, iam: Any) -> dict[str, str]:
    found = {f"CAREBOARD_{name.upper()}": value for name, value in facebook.settings().items()}
    # Nobody listens on port 1.
    absent = provider.settings("absent", label="Absent provider") | {"issuer": f"http://{ports.LOOPBACK}:1"}
    openid = [provider.settings(), absent, settings_at(iam)]
    return found | {"CAREBOARD_OPENID_PROVIDERS": json.dumps(openid)}


def copy_demo(factory: pytest.TempPathFactory, to: Path, settings: dict[str, str]) -> None:
    """Fill the demo once for all workers of this run, which share the folder above their own."""
    own = factory.getbasetemp()
    shared = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "demo.sqlite3"
    with open(shared.with_suffix(".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not shared.exists():
            demo.fill_new_file(shared, settings)
    shutil.copy(shared, to)


@pytest.fixture(scope="session")
def running_board(
    tmp_path_factory: pytest.TempPathFactory,
    providers: tuple[OpenIDServer, FacebookServer],
    iam_server: Any,
) -> Iterator[Board]:  # over budget: the whole surroundings of a board, one after the other
    database = tmp_path_factory.mktemp("board") / "board.sqlite3"
    mailbox = Mailbox()
    post_office = Controller(mailbox, hostname=ports.LOOPBACK, port=ports.free_port())
    post_office.start()
    settings = {
        "CAREBOARD_DATABASE_URL": f"sqlite:///{database}",
        "CAREBOARD_LIMITS": "false",
        "CAREBOARD_MAIL_SERVER": ports.LOOPBACK,
        "CAREBOARD_MAIL_PORT": str(post_office.port),
        # On a busy machine a first post must not race against the checker's start.
        "CAREBOARD_CHECKER_TIMEOUT": "10",
        "CAREBOARD_JOB_LEASE": "100",
    } | provider_settings(*providers, iam_server)
    board.open_log()
    copy_demo(tmp_path_factory, database, settings)
    demo.prepare(settings)
    with board.server(ports.LOOPBACK, ports.free_port(), settings) as (_, url):
        yield Board(url, str(database), mailbox, *providers, iam_server.url)
    post_office.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {
        "executable_path": os.environ.get("CHROMIUM") or debian.find("chromium"),
        "args": debian.CHROMIUM_FLAGS,
    }


@pytest.fixture(scope="session")
def signed_in() -> dict[str, list[Any]]:
    """Cookies of moderators and admins who are signed in: no code counts twice, so each signs in once."""
    return {}


def sign_in_once(page: Page, role: str, signed_in: dict[str, list[Any]]) -> None:
    """Sign in through the pages; a moderator's cookies are used again as long as they last."""
    if role in signed_in:
        page.context.add_cookies(signed_in[role])
        page.goto("/settings")
        if "/login" not in page.url:
            return
    sign_in(page, SIGN_INS[role])
    if role != "member":
        signed_in[role] = page.context.cookies()


@pytest.fixture
def open_page(  # over budget: one context, from its options to its watchers
    running_board: Board, browser: Browser, signed_in: dict[str, list[Any]]
) -> Iterator[Callable[..., Page]]:
    """`open_page(width=…, role=…, scheme=…, script=…)` gives a watched page in a context of its own."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_it(
        width: int = 1280, role: str = "", scheme: Any = "light", script: bool = True, **more: Any
    ) -> Page:
        usual = {"locale": "en-GB", "reduced_motion": "reduce", "base_url": running_board.url}
        options: dict[str, Any] = usual | more
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=script,
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        theirs = (running_board.provider.issuer, running_board.facebook.url, running_board.iam_url)
        own = (options["base_url"], *theirs, "data:")
        page.on("request", lambda request: _refuse_outside(request, own, faults))
        page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
        page.on("console", lambda message: _refuse_blocked(message.text, faults))
        if role:
            sign_in_once(page, role, signed_in)
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert not faults


def _refuse_outside(request: Request, own: tuple[str, ...], faults: list[str]) -> None:
    if not request.url.startswith(own):
        faults.append(f"request to {request.url}")


def _refuse_blocked(message: str, faults: list[str]) -> None:
    if "Content Security Policy" in message or "Refused to" in message:
        faults.append(message)


def sign_in(page: Page, address: str, password: str = PASSWORD) -> None:
    page.goto("/login")
    page.fill("input[name=email]", address)
    page.fill("input[name=password]", password)
    page.locator("form:has(input[name=password]) button[type=submit]").click()
    page.wait_for_url(lambda reached: urlsplit(reached).path != "/login")
    if "/login/code" in page.url:
        type_code(page)


def type_code(page: Page) -> None:
    """The second step of a demo moderator: the demo's page shows the code of the moment, or the next one.

    When both are used up, a journey before has just signed in twice: wait for the clock.
    """
    for _ in range(WAITS_FOR_A_CODE):
        page.fill("input[name=code]", page.locator("[data-demo-code]").inner_text())
        with page.expect_navigation():
            page.locator("form:has(input[name=code]) button[type=submit]").first.click()
        if "/login/code" not in page.url:
            return
        page.wait_for_timeout(5000)
    raise AssertionError("no code was taken")


@pytest.fixture
def sick_thread(running_board: Board) -> str:
    """Address of a demo thread whose first page holds an emergency."""
    thread = running_board.one(
        "select thread_id from post where shown_level = 3 and deleted_at is null order by id desc limit 1"
    )
    return f"/threads/{thread}"


def reply(page: Page, thread: str, body: str) -> None:
    """Write a reply in the box at the end of a thread and send it."""
    page.goto(thread)
    page.fill("#reply textarea[name=body]", body)
    page.locator("#reply button[type=submit]:not([name=preview])").first.click()
    page.wait_for_url(lambda reached: reached.endswith("#care") or "#post-" in reached)


def posted(page: Page) -> str:
    """Id of the post that `reply` has just sent: in the address, or in the buttons of its card."""
    if page.url.endswith("#care"):
        return page.locator("#care form").first.get_attribute("action").split("/")[2]
    return page.url.rpartition("#post-")[2]
