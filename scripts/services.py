"""PostgreSQL and Redis of our own for one test run: free port, loopback only, thrown away at the end."""

import os
import pwd
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scripts import ports
from scripts.debian import find
from scripts.problem import Problem

User = dict[str, Any]  # the arguments of Popen that choose it; empty for ourselves

START_SECONDS = 60
SUPERUSER = "careboard"  # of the throw-away cluster only
# A test cluster that dies is made anew, so nothing has to reach the disk.
FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=100"]


@contextmanager
def postgresql() -> Iterator[str]:
    """Yield the address of an empty database `careboard`."""
    with tempfile.TemporaryDirectory(prefix="careboard-postgresql-") as folder:
        user = hand_over(folder, "postgres")
        port = ports.free_port()
        # No password: the cluster listens on loopback only and holds nothing but invented posts.
        init = [find("initdb"), "-D", f"{folder}/data", "-U", SUPERUSER, "-A", "trust"]
        run([*init, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"], user)
        command = [find("postgres"), "-D", f"{folder}/data", "-p", str(port), "-h", ports.LOOPBACK]
        command += ["-k", folder, *(word for setting in FAST for word in ("-c", setting))]
        address = ["-h", ports.LOOPBACK, "-p", str(port), "-U", SUPERUSER]
        with server("PostgreSQL", command, user, [find("pg_isready"), *address], Path(folder)):
            run([find("createdb"), *address, SUPERUSER], user)
            yield f"postgresql://{SUPERUSER}@{ports.LOOPBACK}:{port}/{SUPERUSER}"


@contextmanager
def redis() -> Iterator[str]:
    """Yield the address of an empty Redis that keeps nothing on disk."""
    with tempfile.TemporaryDirectory(prefix="careboard-redis-") as folder:
        user = hand_over(folder, "redis")
        port = ports.free_port()
        command = [find("redis-server"), "--port", str(port), "--bind", ports.LOOPBACK, "--save", ""]
        command += ["--appendonly", "no", "--dir", folder]
        ask = [find("redis-cli"), "-e", "-h", ports.LOOPBACK, "-p", str(port), "ping"]
        with server("Redis", command, user, ask, Path(folder)):
            yield f"redis://{ports.LOOPBACK}:{port}/0"


@contextmanager
def server(name: str, command: list[str], user: User, ask: list[str], folder: Path) -> Iterator[None]:
    """Start a server, wait until `ask` succeeds, stop it at the end."""
    log = folder / "log"
    with log.open("wb") as output:
        # Its own session: a Ctrl-C reaches the tests first, and they stop the server when they are done.
        process = subprocess.Popen(
            command, **user, cwd=folder, stdout=output, stderr=output, start_new_session=True
        )
    try:
        if not ports.wait_until(lambda: process.poll() is not None or succeeds(ask), START_SECONDS):
            raise Problem(f"{name} did not answer within {START_SECONDS} seconds.")
        if process.poll() is not None:
            raise Problem(f"{name} stopped while starting: {log.read_text(errors='replace').strip()[-300:]}")
        yield
    finally:
        stop(process)


def stop(process: subprocess.Popen[Any]) -> None:
    process.send_signal(signal.SIGINT)  # PostgreSQL then does not wait for clients that a test left behind
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def hand_over(folder: str, name: str) -> User:
    """Give the folder to the service's own user when we are root: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    try:
        owner = pwd.getpwnam(name)
    except KeyError:
        raise Problem(f"There is no user {name} to run its server as.") from None
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def run(command: list[str], user: User) -> None:
    done = subprocess.run(command, **user, cwd="/", text=True, capture_output=True, check=False)
    if done.returncode != 0:
        raise Problem(f"{Path(command[0]).name} failed: {done.stderr.strip()[-300:]}")


def succeeds(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
