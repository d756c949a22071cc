"""Calls of the board: a failure is one line, with the exception that caused it."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from scripts import board, environment, ports
from scripts.problem import Problem


@pytest.mark.parametrize(
    "errors, words",
    [
        ("Usage: flask\n\nError: No such command 'db'.", "Error: No such command 'db'."),
        ("Traceback\na.errors.PluginError: no hook\nUsage: flask\nError: No such command", "no hook"),
        ("", ""),
    ],
)
def test_the_reason_is_the_exception_where_there_is_one(errors: str, words: str) -> None:
    assert board.reason(errors).endswith(words)


def test_a_failed_command_shows_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Failed:
        returncode, stdout, stderr = 1, "", "Traceback\n  somewhere\nOperationalError: disk is full\n"

    def fail(*_: Any, **__: Any) -> type[Failed]:
        return Failed

    monkeypatch.setattr(board, "LOG", tmp_path / "run.log")
    monkeypatch.setattr(subprocess, "run", fail)
    with pytest.raises(Problem, match="`flask db upgrade` failed: OperationalError: disk is full") as raised:
        board.flask("db", "upgrade")
    assert "\n" not in str(raised.value)
    assert "Traceback" in (tmp_path / "run.log").read_text()


def test_a_folder_without_write_permission_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board, "LOG", tmp_path / "var" / "run.log")
    monkeypatch.setattr("os.access", lambda *_: False)  # root may write everywhere
    with pytest.raises(Problem, match=f"No permission to write in {tmp_path}"):
        board.open_log()
    assert not (tmp_path / "var").exists()


def test_each_run_begins_a_new_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board, "LOG", tmp_path / "var" / "run.log")
    board.open_log()
    board.LOG.write_text("old")
    board.open_log()
    assert board.LOG.read_text() == ""


def test_a_server_that_dies_at_once_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def start_gunicorn(*_: Any) -> "subprocess.Popen[bytes]":
        return subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"])

    monkeypatch.setattr(board, "start_gunicorn", start_gunicorn)
    with pytest.raises(Problem, match="stopped while starting"):
        with board.server(ports.LOOPBACK, ports.free_port()):
            pytest.fail("it must not count as started")


def test_a_server_is_stopped_when_the_work_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []

    def start_gunicorn(address: str, settings: Any) -> "subprocess.Popen[bytes]":
        host, _, port = address.partition(":")
        started.append(subprocess.Popen([sys.executable, "-m", "http.server", "--bind", host, port]))
        return started[0]

    monkeypatch.setattr(board, "start_gunicorn", start_gunicorn)
    with pytest.raises(RuntimeError, match="the work"):
        with board.server(ports.LOOPBACK, ports.free_port()) as (_, url):
            assert ports.answers(url)
            raise RuntimeError("the work")
    assert started[0].poll() is not None


def test_the_environment_of_the_project_is_used() -> None:
    assert environment.PYTHON.parts[-3:] == (".venv", "bin", "python")
