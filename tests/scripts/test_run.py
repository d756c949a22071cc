"""`make run` up to the server: where it listens and what it says when it cannot start."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from scripts import environment, ports, run
from scripts.problem import Problem

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize(
    "settings, address",
    [
        ({}, ("127.0.0.1", 8000)),
        ({"HOST": "", "PORT": ""}, ("127.0.0.1", 8000)),
        ({"HOST": "0.0.0.0", "PORT": "8080"}, ("0.0.0.0", 8080)),
    ],
)
def test_the_address_can_be_chosen(settings: dict[str, str], address: tuple[str, int]) -> None:
    assert run.read_address(settings) == address


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "8000.5", "²"])
def test_a_wrong_port_is_one_line(port: str) -> None:
    with pytest.raises(Problem, match="PORT must be a number from 1 to 65535"):
        run.read_address({"PORT": port})


def test_a_taken_port_ends_before_anything_is_installed() -> None:
    with socket.socket() as listener:
        listener.bind((ports.LOOPBACK, 0))
        listener.listen()
        port = str(listener.getsockname()[1])
        settings = os.environ | {"PORT": port, "HOST": ""}
        done = subprocess.run(
            [sys.executable, "-m", "scripts.run"], cwd=ROOT, env=settings, text=True, capture_output=True
        )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"Port {port} on 127.0.0.1 is taken.") and done.stderr.count("\n") == 1


@pytest.fixture
def board(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """A project folder whose commands are only noted."""
    called: list[tuple[str, ...]] = []
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(run, "LOG", tmp_path / "var" / "run.log")

    def flask(*arguments: str, settings: Any) -> str:
        called.append(arguments)
        return " ".join(arguments)

    monkeypatch.setattr(run, "flask", flask)
    return called


def test_the_board_is_migrated_before_it_is_filled(board: list[tuple[str, ...]]) -> None:
    assert run.prepare_board() == "demo sign-ins"
    assert board == [("db", "upgrade"), ("demo", "seed"), ("demo", "sign-ins")]


def test_a_folder_without_write_permission_is_one_line(
    board: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)  # root may write everywhere
    with pytest.raises(Problem, match="No permission to write in"):
        run.prepare_board()
    assert board == []


@pytest.mark.parametrize(
    "errors, words",
    [
        ("Usage: flask\n\nError: No such command 'db'.", "Error: No such command 'db'."),
        ("Traceback\na.errors.PluginError: no hook\nUsage: flask\nError: No such command", "no hook"),
        ("", ""),
    ],
)
def test_the_reason_is_the_exception_where_there_is_one(errors: str, words: str) -> None:
    assert run.reason(errors).endswith(words)


def test_a_failed_command_shows_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Failed:
        returncode, stdout, stderr = 1, "", "Traceback\n  somewhere\nOperationalError: disk is full\n"

    def fail(*_: Any, **__: Any) -> type[Failed]:
        return Failed

    monkeypatch.setattr(run, "LOG", tmp_path / "run.log")
    monkeypatch.setattr(subprocess, "run", fail)
    with pytest.raises(Problem, match="`flask db upgrade` failed: OperationalError: disk is full") as raised:
        run.flask("db", "upgrade")
    assert "\n" not in str(raised.value)
    assert "Traceback" in (tmp_path / "run.log").read_text()
