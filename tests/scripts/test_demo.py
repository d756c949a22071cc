"""The first database: filled once, whole or not at all, and never in place of one that somebody named."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from scripts import demo, environment
from scripts.problem import Problem

Calls = list[tuple[str, ...]]


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Calls:
    """A project folder whose commands are noted; the migration leaves a table behind."""
    noted: Calls = []

    def flask(*arguments: str, settings: Any = None) -> str:
        noted.append(arguments)
        if arguments == ("db", "upgrade") and settings:
            connection = sqlite3.connect(settings["CAREBOARD_DATABASE_URL"].removeprefix("sqlite:///"))
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("CREATE TABLE post (id)")
            connection.close()
        return " ".join(arguments)

    for name in demo.OWN_DATABASE:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(demo, "DATABASE", tmp_path / "careboard.sqlite3")
    monkeypatch.setattr(demo, "flask", flask)
    return noted


def test_the_first_run_fills_the_database(calls: Calls, tmp_path: Path) -> None:
    assert demo.prepare() == "demo open"
    assert calls == [("db", "upgrade"), ("demo", "seed"), ("demo", "open")]
    assert [path.name for path in tmp_path.iterdir()] == ["careboard.sqlite3"]


def test_a_later_run_keeps_the_data(calls: Calls) -> None:
    demo.DATABASE.write_bytes(b"kept")
    demo.prepare()
    assert calls == [("demo", "open")]
    assert demo.DATABASE.read_bytes() == b"kept"


def test_a_first_run_that_stopped_half_way_begins_anew(calls: Calls, tmp_path: Path) -> None:
    (tmp_path / "careboard.new").write_bytes(b"half")
    (tmp_path / "careboard.new-wal").write_bytes(b"half")
    demo.prepare()
    assert [path.name for path in tmp_path.iterdir()] == ["careboard.sqlite3"]


def test_a_failed_seed_leaves_no_database(calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    def flask(*arguments: str, settings: Any = None) -> str:
        raise Problem("no")

    monkeypatch.setattr(demo, "flask", flask)
    with pytest.raises(Problem):
        demo.prepare()
    assert not demo.DATABASE.exists()


@pytest.mark.parametrize("name", demo.OWN_DATABASE)
def test_a_named_database_is_used_as_it_is(
    calls: Calls, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    monkeypatch.setenv(name, "postgresql:///board")
    demo.prepare()
    assert calls == [("db", "upgrade"), ("demo", "seed"), ("demo", "open")]
    assert list(tmp_path.iterdir()) == []


def test_a_database_named_in_dotenv_is_used_too(calls: Calls, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DATABASE_URL=postgresql:///board\n")
    demo.prepare()
    assert not demo.DATABASE.exists()
