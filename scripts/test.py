"""`make test`: every check and every test, on SQLite and PostgreSQL, with a browser. Names choose stages."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack

from scripts import debian, environment, services
from scripts.problem import Problem, run_main, say
from scripts.stages import RESULTS, Outcome, Stage, run_stage

FAST = "not slow and not browser and not postgres and not redis"
# What never meets a database need not run again on another one.
WITHOUT_DATABASE = ["tests/benchmarks", "tests/moderation", "tests/plugins", "tests/scripts"]


def main() -> int:
    environment.prepare(dev=True)
    RESULTS.mkdir(parents=True, exist_ok=True)
    for old in RESULTS.glob("*.xml"):
        old.unlink()
    with ExitStack() as servers:
        wanted = set(sys.argv[1:])
        stages = all_stages(servers)
        outcomes = [run_stage(stage) for stage in stages if not wanted or stage.name in wanted]
    return report(outcomes)


def all_stages(servers: ExitStack) -> Iterator[Stage]:
    """Yield the stages in order; servers start when the first stage that needs them is asked for."""
    yield Stage("lint", ["ruff", "check", "."])
    yield Stage("format", ["ruff", "format", "--check", "."])
    yield Stage("types", ["mypy"])
    yield Stage("fast", ["pytest", "-n", "2", "-m", FAST])
    if sys.argv[1:] and set(sys.argv[1:]) <= {"lint", "format", "types", "fast"}:
        return
    debian.install_missing(RESULTS / "apt.log")
    settings, missing = start_servers(servers)
    ignored = [f"--ignore={folder}" for folder in WITHOUT_DATABASE]
    everything_else = "not slow and not browser"
    yield Stage("postgresql", ["pytest", "-n", "2", "-m", everything_else, *ignored], settings, missing)
    no_browser = "" if debian.has("chromium") else "chromium is not installed"
    yield Stage("browser", ["pytest", "-n", "2", "-m", "browser"], {}, no_browser)
    yield Stage("slow", ["pytest", "-n", "2", "-m", "slow and not browser"], settings, missing)


def start_servers(servers: ExitStack) -> tuple[dict[str, str], str]:
    """Return the addresses for the tests, or the reason why there are none."""
    kinds: dict[str, Callable[[], AbstractContextManager[str]]] = {
        "TEST_DATABASE_URL": services.postgresql,
        "TEST_REDIS_URL": services.redis,
    }
    try:
        return {
            name: os.environ.get(name) or servers.enter_context(kind()) for name, kind in kinds.items()
        }, ""
    except Problem as problem:
        return {}, str(problem)


def report(outcomes: list[Outcome]) -> int:
    """Print what ran, for how long, and as the last line the count that CI reads."""
    say(f"\n{'stage':<12}{'seconds':>8}  result")
    for outcome in outcomes:
        say(f"{outcome.name:<12}{outcome.seconds:>8.0f}  {outcome.words}")
    say(f"{'all':<12}{sum(outcome.seconds for outcome in outcomes):>8.0f}\n")
    passed, skipped = sum(o.passed for o in outcomes), sum(o.skipped for o in outcomes)
    failed = sum(max(o.failed, not o.ok) for o in outcomes)
    say(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    run_main(main)
