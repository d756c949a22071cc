"""A reader whose version and answers a test changes, and the command."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from forum.db import db
from forum.posts.models import Post
from forum.screening import Level, Screening, ScreeningError
from moderation.findings import Assertion, Experiencer, Finding, Temporality
from tests.factories import make_member, make_post, make_thread


class ChangingReader:
    """Reads the level that a text begins with, until `now` says another for it."""

    def __init__(self) -> None:
        self.version = "1"
        self.now: dict[str, Level] = {}
        self.unsure: set[str] = set()
        self.faults: set[str] = set()
        self.is_away = False
        self.read: list[str] = []
        self.before: dict[str, Callable[[], object]] = {}
        """What happens right before a text is read, once."""

    def screen(self, title: str = "", body: str = "") -> Screening:
        self.before.pop(body, lambda: None)()
        if self.is_away:
            raise ScreeningError("checker", "died")
        if not body:
            return Screening(Level.NONE, (), self.version)
        self.read.append(body)
        if body in self.faults:
            raise ScreeningError("detect", "ValueError")
        level = self.now.get(body, Level.from_word(body.split()[0]))
        found = (self._finding(body, level),) if level else ()
        return Screening(level, found, self.version, body in self.unsure)

    def _finding(self, body: str, level: Level) -> Finding:
        axes = (Assertion.PRESENT, Temporality.CURRENT, Experiencer.AUTHOR)
        return Finding("gum_bleeding", 0, len(body), body, "body", *axes, level, (), f"reader {self.version}")

    def change(self, now: dict[str, Level] | None = None) -> None:
        """Come out in a new version, which reads some texts at another level."""
        self.version = str(int(self.version) + 1)
        self.now.update(now or {})
        self.read.clear()


@pytest.fixture
def reader(app: Flask, monkeypatch: pytest.MonkeyPatch) -> ChangingReader:
    reader = ChangingReader()
    monkeypatch.setitem(app.extensions, "reader", reader)
    return reader


@pytest.fixture
def write(reader: ChangingReader) -> Callable[..., list[Post]]:
    """Write replies with these bodies in a thread whose first post is read as none."""
    thread, author = make_thread(body="none at first"), make_member()

    def write(*bodies: str) -> list[Post]:
        return [make_post(thread, author, body) for body in bodies]

    return write


@pytest.fixture
def rescreen(app: Flask, tmp_path: Path) -> Callable[..., Result]:
    """Run the command as an operator does."""

    def run(*options: str) -> Result:
        db.session.commit()
        checkpoint = ["--checkpoint", str(tmp_path / "dry.json")]
        result = app.test_cli_runner().invoke(args=["rescreen", *checkpoint, *options])
        db.session.rollback()
        return result

    return run


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three texts a chunk."""
    for module in ("forum.rescreen.run", "forum.rescreen.dry"):
        monkeypatch.setattr(f"{module}.CHUNK", 3)
