"""One stage of `make test`: a command, what it needs, how it went."""

import os
import signal
import subprocess
import time
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field

from scripts import environment
from scripts.problem import say

RESULTS = environment.ROOT / "var" / "test"
SECONDS = 20 * 60  # a stage that hangs must not use up the time of the others


@dataclass
class Stage:
    """What to run. `missing` says why it cannot."""

    name: str
    arguments: list[str]
    settings: dict[str, str] = field(default_factory=dict)
    missing: str = ""

    @property
    def is_pytest(self) -> bool:
        return self.arguments[0] == "pytest"

    @property
    def report(self) -> str:
        return str(RESULTS / f"{self.name}.xml")


@dataclass
class Outcome:
    """How a stage went; the counts are those of its tests."""

    name: str
    ok: bool
    seconds: float
    words: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0


def run_stage(stage: Stage) -> Outcome:
    say(f"\n=== {stage.name}")
    if stage.missing:
        return leave_out(stage)
    began = time.monotonic()
    extra = (
        ["-q", "-rsxX", f"--junitxml={stage.report}", "-o", "junit_family=xunit1"] if stage.is_pytest else []
    )
    code = run_module([*stage.arguments, *extra], stage.settings)
    outcome = Outcome(stage.name, code == 0, time.monotonic() - began, "ok" if code == 0 else "FAILED")
    if stage.is_pytest:
        count_tests(stage, outcome)
    return outcome


def leave_out(stage: Stage) -> Outcome:
    """Name the tests that do not run; on CI this counts as a failure."""
    say(f"Not run, because {stage.missing}. These tests did not run:")
    run_module([*stage.arguments, "--collect-only", "-q", "-p", "no:xdist"], stage.settings)
    return Outcome(stage.name, os.environ.get("CI") != "true", 0, f"not run: {stage.missing}")


def run_module(arguments: list[str], settings: dict[str, str]) -> int:
    """Run a Python tool in the environment, away from the database and settings of a board run here."""
    names = [name for name in os.environ if not name.startswith(("CAREBOARD_", "DATABASE_URL", "REDIS_URL"))]
    clean = {name: os.environ[name] for name in names}
    command = [str(environment.PYTHON), "-m", *arguments]
    # A shell lets what it runs in the background ignore SIGINT, and children inherit that; `end` needs it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(command, cwd=environment.ROOT, env=clean | settings)
    try:
        return process.wait(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        say(f"Stopped after {SECONDS // 60} minutes.")
        return 1
    finally:
        end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """Let pytest stop what its tests started: killed at once, it would leave servers behind."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            process.kill()


def count_tests(stage: Stage, outcome: Outcome) -> None:
    """Read the counts from pytest's own report; without a report the stage has failed."""
    try:
        suites = list(ElementTree.parse(stage.report).getroot().iter("testsuite"))
    except (OSError, ElementTree.ParseError):
        outcome.ok, outcome.words, outcome.failed = False, "FAILED without a report", 1
        return
    for suite in suites:
        broken = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped = int(suite.get("skipped", 0))
        outcome.failed += broken
        outcome.skipped += skipped
        outcome.passed += int(suite.get("tests", 0)) - broken - skipped
    outcome.words += f", {outcome.passed} passed, {outcome.failed} failed, {outcome.skipped} skipped"
