"""The demo provider beside `make run`: a process of its own, so that nothing of it gets into the board.

Its library wants AUTHLIB_INSECURE_TRANSPORT for its whole process, and accepts a wrong PKCE verifier; both
have no place near a board. It runs in development only, while no real provider is set up, and while the
board listens on this machine alone: who can reach it may sign in as anybody there.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from scripts import board, environment, ports
from scripts.problem import say

LOCAL = frozenset({ports.LOOPBACK, "localhost", "::1"})
REAL = ("CAREBOARD_GOOGLE_CLIENT_ID", "CAREBOARD_FACEBOOK_APP_ID", "CAREBOARD_OPENID_PROVIDERS")
DEVELOPMENT = "development"
START_SECONDS = 30


@contextmanager
def demo_provider(host: str) -> Iterator[board.Settings]:
    """Yield the settings that make the board show its button; none when it is not wanted or not up."""
    if not is_wanted(host, os.environ, read_dotenv()):
        yield {}
        return
    port = ports.free_port()
    process = start(port)
    try:
        up = ports.wait_until(
            lambda: process.poll() is not None or ports.answers(f"http://localhost:{port}"), START_SECONDS
        )
        if not up or process.poll() is not None:
            say(f"The demo provider did not start; {board.LOG} says why. The board runs without it.")
            yield {}
        else:
            yield settings_for(port)
    finally:
        board.stop(process)


def is_wanted(host: str, settings: Mapping[str, str], dotenv: str) -> bool:
    env = settings.get("CAREBOARD_ENV") or _in_dotenv("CAREBOARD_ENV", dotenv) or DEVELOPMENT
    is_real = any(settings.get(name) or _in_dotenv(name, dotenv) for name in REAL)
    return host in LOCAL and env == DEVELOPMENT and not is_real


def read_dotenv() -> str:
    dotenv = environment.ROOT / ".env"
    return dotenv.read_text() if dotenv.exists() else ""


def _in_dotenv(name: str, dotenv: str) -> str:
    found = re.search(rf"^\s*(?:export\s+)?{name}\s*=\s*['\"]?([^'\"\n]*)", dotenv, re.MULTILINE)
    return found[1].strip() if found else ""


def settings_for(port: int) -> board.Settings:
    """The address is localhost where the board has 127.0.0.1: browsers share cookies between ports."""
    entry = {
        "key": "demo",
        "issuer": f"http://localhost:{port}",
        "client_id": "careboard-demo",
        "client_secret": "no-secret-in-a-demo",
        "label": "Demo provider",
        "icon": "people",
    }
    return {"CAREBOARD_OPENID_PROVIDERS": json.dumps([entry])}


def start(port: int) -> "subprocess.Popen[bytes]":
    python = str(environment.PYTHON) if environment.PYTHON.exists() else sys.executable
    command = [python, "-m", "scripts.demo_provider", str(port)]
    settings = os.environ | {"AUTHLIB_INSECURE_TRANSPORT": "1", "PYTHONWARNINGS": "ignore"}
    with board.LOG.open("a") as log:
        return subprocess.Popen(
            command, cwd=environment.ROOT, env=settings, stdout=log, stderr=log, start_new_session=True
        )
