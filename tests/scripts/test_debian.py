"""Programs from outside: found where Debian puts them, fetched only by root, and only when missing."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from scripts import debian
from scripts.problem import Problem


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Root on a Debian without our programs, where apt-get is only noted."""
    noted: list[list[str]] = []

    def run(command: list[str], **_: Any) -> None:
        noted.append(command)

    monkeypatch.setattr(debian, "has", lambda program: program == "postgres")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("shutil.which", lambda program: f"/usr/bin/{program}")
    monkeypatch.setattr(subprocess, "run", run)
    return noted


def test_root_fetches_what_is_missing(commands: list[list[str]], tmp_path: Path) -> None:
    debian.install_missing(tmp_path / "apt.log")
    assert [command[1] for command in commands] == ["update", "install"]
    assert commands[1][-3:] == ["chromium", "redis-server", debian.FONTS]


def test_nobody_else_does(commands: list[list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    debian.install_missing(tmp_path / "apt.log")
    assert commands == []


def test_nothing_is_fetched_twice(
    commands: list[list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(debian, "has", lambda _: True)
    debian.install_missing(tmp_path / "apt.log")
    assert commands == []


def test_a_missing_program_is_named() -> None:
    with pytest.raises(Problem, match="no-such-program is not installed"):
        debian.find("no-such-program")


def test_a_program_can_be_pointed_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/opt/chromium")
    assert debian.find("chromium") == "/opt/chromium"
