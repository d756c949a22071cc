"""The service as a process: it starts, reads, and ends at SIGTERM; it does not start unprotected."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from moderation.__main__ import main
from scripts.ports import LOOPBACK, answers, free_port, wait_until
from tests.moderation.service.conftest import TOKEN

ROOT = Path(__file__).parents[3]
COMMAND = [sys.executable, "-m", "moderation", "serve"]


@contextmanager
def served(*options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A service on a free port; yields its process and address."""
    port = free_port()
    process = subprocess.Popen(
        [*COMMAND, "--port", str(port), *options],
        cwd=ROOT,
        env=os.environ | {"MODERATION_TOKENS": TOKEN},
        stderr=subprocess.PIPE,
        text=True,
    )
    url = f"http://{LOOPBACK}:{port}"
    with process:
        try:
            assert wait_until(lambda: process.poll() is not None or answers(f"{url}/v1/health"), 60)
            yield process, url
        finally:
            process.kill()


@pytest.mark.slow
def test_it_serves_many_at_once_and_ends_at_sigterm() -> None:
    with served() as (process, url):

        def read(number: int) -> str:
            post = {"id": number, "body": "I can't breathe"}
            answer = httpx.post(f"{url}/v1/screen", json=post, headers={"Authorization": f"Bearer {TOKEN}"})
            assert answer.json()["id"] == number
            level: str = answer.json()["level"]
            return level

        with ThreadPoolExecutor(8) as pool:
            assert set(pool.map(read, range(40))) == {"emergency"}
        process.terminate()
        assert process.wait(timeout=30) == 0
        assert process.stderr is not None
        assert process.stderr.read() == f"moderation: listening on {url}\n", "no log line for a request"


def test_without_a_token_it_does_not_start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("MODERATION_TOKENS", raising=False)
    assert main(["serve", "--port", "1"]) == 2
    assert capsys.readouterr().err.startswith("moderation: set MODERATION_TOKENS")
