"""`make run`: install, migrate, seed once, serve on 127.0.0.1:8000. HOST and PORT choose another address."""

import os
import re
import subprocess
from collections.abc import Mapping

from scripts import environment, ports
from scripts.problem import Problem, run_main, say

START_SECONDS = 120
THREADS = 16  # readers on a slow line and open event streams each hold one
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


def prepare_board() -> str:
    """Bring the database up to date, fill an empty one, and return the demo sign-ins."""
    environment.check_writable(environment.ROOT)
    LOG.parent.mkdir(exist_ok=True)
    environment.check_writable(LOG.parent)
    LOG.write_text("")
    say("Preparing the database ...")
    flask("db", "upgrade")
    flask("demo", "seed")
    return flask("demo", "sign-ins")


def flask(*arguments: str) -> str:
    """Run a command of the board; its stderr goes to the log, the reason into the Problem."""
    command = [str(environment.PYTHON), "-m", "flask", "--app", "forum", *arguments]
    done = subprocess.run(command, cwd=environment.ROOT, text=True, capture_output=True)
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
    """Run gunicorn until Ctrl-C; say the address once the first page comes back."""
    url = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    server = start_server(host, port, url)
    try:
        up = ports.wait_until(lambda: server.poll() is not None or ports.answers(url), START_SECONDS)
        if server.poll() is not None:
            raise Problem("The server stopped while starting; the lines above say why.")
        if not up:
            raise Problem(f"The server did not answer within {START_SECONDS} seconds.")
        say(f"\n{sign_ins}\n\nCareboard is at {url}  (Ctrl-C stops it)\n")
        return server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        stop(server)


def start_server(host: str, port: int, url: str) -> subprocess.Popen[bytes]:
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    command = [str(environment.PYTHON), "-m", "gunicorn", "forum.wsgi:app", "--bind", address]
    command += ["--worker-class", "gthread", "--threads", str(THREADS), "--log-level", "warning"]
    command += ["--no-control-socket", "--graceful-timeout", "3"]
    settings = {"CAREBOARD_BASE_URL": url} | os.environ
    return subprocess.Popen(command, cwd=environment.ROOT, env=settings)


def stop(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is None:
        server.terminate()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
    say("Stopped.")


if __name__ == "__main__":
    run_main(main)
