"""Boards in processes of their own: readers and writers over HTTP, and what may be killed."""

import os
import re
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx

from scripts.board import server
from scripts.ports import LOOPBACK, free_port

ROOT = Path(__file__).resolve().parent.parent
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class Visitor:
    """A browser without scripts: keeps cookies, brings the token of the page's form along."""

    def __init__(self, url: str) -> None:
        self.http = httpx.Client(base_url=url, timeout=60)
        self.token = ""

    def __enter__(self) -> "Visitor":
        return self

    def __exit__(self, *error: object) -> None:
        self.http.close()

    def page(self, path: str) -> str:
        answer = self.http.get(path, follow_redirects=True)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.text

    def sign_in(self, email: str, password: str) -> None:
        form = {"email": email, "password": password, "csrf_token": self.token_on("/login")}
        assert self.http.post("/login", data=form).status_code in (302, 303)
        self.token = self.token_on("/settings")

    def token_on(self, path: str) -> str:
        found = TOKEN.search(self.page(path))
        assert found, f"no form on {path}"
        return found[1]

    def reply(self, thread_id: int, body: str) -> str:
        """Send a reply and return the path that the answer leads to."""
        form = {"body": body, "form_key": str(uuid.uuid4()), "csrf_token": self.token}
        answer = self.http.post(f"/threads/{thread_id}/reply", data=form)
        assert answer.status_code == 303, answer.status_code
        return answer.headers["location"]


@contextmanager
def web_process(settings: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """One gunicorn with one worker process; yields its process id and address."""
    with server(LOOPBACK, free_port(), settings) as (process, url):
        yield process.pid, url


@contextmanager
def celery_worker(name: str, settings: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """One Celery worker, which a test may kill; its checker goes with it."""
    command = [sys.executable, "-W", "ignore", "-m", "celery", "-A", "forum.jobs.celery_app", "worker"]
    process = subprocess.Popen(
        [*command, "-n", f"{name}@test"],
        cwd=ROOT,
        env={**os.environ, **settings},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def parents() -> dict[int, int]:
    """Every process with its parent."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            found[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
    return found


def checkers_of(pid: int) -> list[int]:
    """The checkers among a process' children and their children."""
    family, tree = {pid}, parents()
    while more := {child for child, parent in tree.items() if parent in family} - family:
        family |= more
    return [child for child in family if is_checker(child)]


def is_checker(pid: int) -> bool:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return b"moderation" in words and b"--jsonl" in words


def kill_checkers_of(pid: int) -> int:
    """Kill them as the kernel would when memory is short; return how many there were."""
    found = checkers_of(pid)
    for child in found:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    return len(found)
