"""Call the board's commands and its server in the environment that was made for them."""

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from scripts import environment, ports
from scripts.problem import Problem

Settings = Mapping[str, str]
NO_SETTINGS: Settings = {}
START_SECONDS = 120
STREAMS = 100  # moderators with the queue open
THREADS = STREAMS + 28  # each stream holds one; the others are for pages and readers on a slow line
LOG = environment.ROOT / "var" / "run.log"
RAISED = re.compile(r"^[\w.]*\w(?:Error|Exception): .*", re.MULTILINE)


def open_log() -> None:
    """Make var/, where the database lies too, and begin a new log in it."""
    if not LOG.parent.exists():
        environment.check_writable(LOG.parent.parent)
        LOG.parent.mkdir()
    environment.check_writable(LOG.parent)
    LOG.write_text("")


def flask(*arguments: str, settings: Settings = NO_SETTINGS) -> str:
    """Run a command of the board; its stderr goes to the log, the reason into the Problem."""
    command = [str(environment.PYTHON), "-m", "flask", "--app", "forum", *arguments]
    known = os.environ | settings
    done = subprocess.run(command, cwd=environment.ROOT, env=known, text=True, capture_output=True)
    with LOG.open("a") as log:
        log.write(done.stderr)
    if done.returncode != 0:
        raise Problem(f"`flask {' '.join(arguments)}` failed: {reason(done.stderr)} (all of it is in {LOG})")
    return done.stdout.rstrip()


def reason(errors: str) -> str:
    """Return the exception in a traceback; Flask goes on after it with "no such command", which misleads."""
    raised = RAISED.findall(errors)
    return raised[-1] if raised else errors.strip().rpartition("\n")[2]


@contextmanager
def server(
    host: str, port: int, settings: Settings = NO_SETTINGS
) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Start gunicorn, wait for the first page, and stop it at the end."""
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    url = f"http://{address}"
    usual = {"CAREBOARD_BASE_URL": url, "CAREBOARD_STREAMS": str(STREAMS)}
    process = start_gunicorn(address, {**usual, **os.environ, **settings})
    try:
        up = ports.wait_until(lambda: process.poll() is not None or ports.answers(url), START_SECONDS)
        if process.poll() is not None:
            raise Problem("The server stopped while starting; the lines above say why.")
        if not up:
            raise Problem(f"The server did not answer within {START_SECONDS} seconds.")
        yield process, url
    finally:
        stop(process)


def start_gunicorn(address: str, settings: Settings) -> subprocess.Popen[bytes]:
    command = [str(environment.PYTHON), "-m", "gunicorn", "forum.wsgi:app", "--bind", address]
    command += ["--worker-class", "gthread", "--threads", str(THREADS), "--log-level", "warning"]
    command += ["--no-control-socket", "--graceful-timeout", "3"]
    # Its own session: a Ctrl-C must reach it once, from us, and not each of its processes from the terminal.
    return subprocess.Popen(command, cwd=environment.ROOT, env=settings, start_new_session=True)


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
