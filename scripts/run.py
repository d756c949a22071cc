"""`make run`: install, migrate, seed once, serve on 127.0.0.1:8000. HOST and PORT choose another address."""

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from scripts import environment, ports
from scripts.problem import Problem, run_main, say

START_SECONDS = 120
THREADS = 16  # readers on a slow line and open event streams each hold one
NO_SETTINGS: Mapping[str, str] = {}
RAISED = re.compile(r"^[\w.]*\w(?:Error|Exception): .*", re.MULTILINE)
LOG = environment.ROOT / "var" / "run.log"


def main() -> int:
    host, port = read_address(os.environ)
    ports.check_free(host, port)
    environment.prepare()
    sign_ins = prepare_board()
    return serve(host, port, sign_ins)


def read_address(settings: Mapping[str, str]) -> tuple[str, int]:
    host, port = settings.get("HOST") or ports.LOOPBACK, settings.get("PORT") or "8000"
    if not (port.isdecimal() and 0 < int(port) < 65536):
        raise Problem(f"PORT must be a number from 1 to 65535, and is {port!r}.")
    return host, int(port)


def prepare_board(settings: Mapping[str, str] = NO_SETTINGS) -> str:
    """Bring the database up to date, fill an empty one, and return the demo sign-ins."""
    environment.check_writable(environment.ROOT)
    LOG.parent.mkdir(exist_ok=True)
    environment.check_writable(LOG.parent)
    LOG.write_text("")
    say("Preparing the database ...")
    flask("db", "upgrade", settings=settings)
    flask("demo", "seed", settings=settings)
    return flask("demo", "sign-ins", settings=settings)


def flask(*arguments: str, settings: Mapping[str, str] = NO_SETTINGS) -> str:
    """Run a command of the board; its stderr goes to the log, the reason into the Problem."""
    command = [str(environment.PYTHON), "-m", "flask", "--app", "forum", *arguments]
    known = os.environ | settings
    done = subprocess.run(command, cwd=environment.ROOT, env=known, text=True, capture_output=True)
    with LOG.open("a") as log:
        log.write(done.stderr)
    if done.returncode != 0:
        raise Problem(f"`flask {' '.join(arguments)}` failed: {reason(done.stderr)} (all of it is in {LOG})")
    return done.stdout.strip()


def reason(errors: str) -> str:
    """Return the exception in a traceback; Flask goes on after it with "no such command", which misleads."""
    raised = RAISED.findall(errors)
    return raised[-1] if raised else errors.strip().rpartition("\n")[2]


def serve(host: str, port: int, sign_ins: str) -> int:
    """Run the server until Ctrl-C; say the address once the first page comes back."""
    try:
        with server(host, port) as (process, url):
            say(f"\n{sign_ins}\n\nCareboard is at {url}  (Ctrl-C stops it)\n")
            return process.wait()
    except KeyboardInterrupt:
        say("Stopped.")
        return 0


@contextmanager
def server(
    host: str, port: int, settings: Mapping[str, str] = NO_SETTINGS
) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Start gunicorn, wait for the first page, and stop it at the end."""
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    url = f"http://{address}"
    process = start_gunicorn(address, {"CAREBOARD_BASE_URL": url, **os.environ, **settings})
    try:
        up = ports.wait_until(lambda: process.poll() is not None or ports.answers(url), START_SECONDS)
        if process.poll() is not None:
            raise Problem("The server stopped while starting; the lines above say why.")
        if not up:
            raise Problem(f"The server did not answer within {START_SECONDS} seconds.")
        yield process, url
    finally:
        stop(process)


def start_gunicorn(address: str, settings: Mapping[str, str]) -> subprocess.Popen[bytes]:
    command = [str(environment.PYTHON), "-m", "gunicorn", "forum.wsgi:app", "--bind", address]
    command += ["--worker-class", "gthread", "--threads", str(THREADS), "--log-level", "warning"]
    command += ["--no-control-socket", "--graceful-timeout", "3"]
    return subprocess.Popen(command, cwd=environment.ROOT, env=settings)


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()


if __name__ == "__main__":
    run_main(main)
