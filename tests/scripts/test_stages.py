"""Stages of `make test`: counts come from pytest's report, and what cannot run is said."""

from pathlib import Path

import pytest

from scripts import environment, stages
from scripts.stages import Outcome, Stage, run_stage
from scripts.test import report

REPORT = '<testsuites><testsuite tests="9" failures="1" errors="1" skipped="2"/></testsuites>'


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Stages whose commands are only noted; they leave the report of a run with two faults."""
    noted: list[list[str]] = []

    def run_module(arguments: list[str], settings: dict[str, str]) -> int:
        noted.append(arguments)
        if arguments[0] == "pytest":
            (tmp_path / "fast.xml").write_text(REPORT)
        return int(arguments[0] == "pytest")

    monkeypatch.setattr(stages, "RESULTS", tmp_path)
    monkeypatch.setattr(stages, "run_module", run_module)
    return noted


def test_counts_come_from_the_report(calls: list[list[str]]) -> None:
    outcome = run_stage(Stage("fast", ["pytest"]))
    assert (outcome.ok, outcome.passed, outcome.failed, outcome.skipped) == (False, 5, 2, 2)


def test_a_tool_without_tests_has_no_counts(calls: list[list[str]]) -> None:
    outcome = run_stage(Stage("lint", ["ruff", "check"]))
    assert (outcome.ok, outcome.passed, outcome.words) == (True, 0, "ok")


def test_a_run_without_a_report_has_failed(calls: list[list[str]]) -> None:
    outcome = run_stage(Stage("slow", ["pytest"]))
    assert (outcome.ok, outcome.failed) == (False, 1)


@pytest.mark.parametrize("ci, ok", [("true", False), ("", True)])
def test_what_cannot_run_is_listed_and_fails_on_ci(
    calls: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    ci: str,
    ok: bool,
) -> None:
    monkeypatch.setenv("CI", ci)
    outcome = run_stage(Stage("browser", ["pytest"], missing="chromium is not installed"))
    assert (outcome.ok, outcome.words) == (ok, "not run: chromium is not installed")
    assert "--collect-only" in calls[0]
    assert "chromium is not installed" in capsys.readouterr().out


def test_tests_do_not_meet_the_board_that_runs_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://live")
    monkeypatch.setenv("CAREBOARD_ENV", "production")
    script = "import os; raise SystemExit('DATABASE_URL' in os.environ or 'CAREBOARD_ENV' in os.environ)"
    (tmp_path / "look.py").write_text(script)
    assert stages.run_module(["look"], {"PYTHONPATH": str(tmp_path)}) == 0


def test_a_stage_that_hangs_may_clean_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(stages, "SECONDS", 6)  # a busy machine needs seconds to start a Python
    script = """
import pathlib, time
try:
    time.sleep(60)
except KeyboardInterrupt:
    pathlib.Path("cleaned").write_text("up")
"""
    (tmp_path / "hang.py").write_text(script)
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    assert stages.run_module(["hang"], {"PYTHONPATH": str(tmp_path)}) == 1
    assert (tmp_path / "cleaned").read_text() == "up"


def test_the_last_line_is_the_count(capsys: pytest.CaptureFixture[str]) -> None:
    outcomes = [Outcome("lint", False, 1, "FAILED"), Outcome("fast", True, 2, "ok", passed=5, skipped=1)]
    assert report(outcomes) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "5 passed, 1 failed, 1 skipped"
