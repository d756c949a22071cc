"""The checker: a child process that reads posts, so that its faults stay its own.

It is `python -m moderation screen --jsonl`, spoken to over pipes: a JSON line in, a JSON line out
(moderation/wire.py holds the shape). A request waits at most `timeout` seconds. A checker that dies
or does not answer is stopped and started again in the background; until then every call raises
`CheckerDown`, and the job row sees to it that the post is read later.
"""

import json
import logging
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parent.parent
WARM_UP = 30.0
"""Seconds that a new checker gets to load its rules before it counts as stuck."""


class CheckerDown(Exception):
    """The checker gave no answer: not started yet, died, or took too long. Carries no text."""


class CheckerProcess:
    """Keeps one checker alive and asks it, one text at a time. Safe to call from many threads."""

    def __init__(self, packs: Sequence[Path], timeout: float, command: Sequence[str] | None = None) -> None:
        pack_options = [part for pack in packs for part in ("--pack", str(pack))]
        self.command = command or [sys.executable, "-m", "moderation", "screen", "--jsonl", *pack_options]
        self.timeout = timeout
        self._turn = threading.Lock()
        self._numbers = count(1)
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._started_at = 0.0
        self._has_answered = False

    def start(self) -> None:
        """Start the checker ahead of the first post, so that its loading time is nobody's wait."""
        with self._turn:
            self._ensure_running()

    def ask(self, title: str, body: str) -> dict[str, Any]:
        """Send one text and return the answer line as a dict; raises `CheckerDown`."""
        deadline = time.monotonic() + self.timeout
        if not self._turn.acquire(timeout=self.timeout):
            raise CheckerDown("busy")
        try:
            return self._ask(title, body, deadline)
        finally:
            self._turn.release()

    def stop(self) -> None:
        with self._turn:
            self._kill()

    def _ask(self, title: str, body: str, deadline: float) -> dict[str, Any]:
        process = self._ensure_running()
        number = next(self._numbers)
        try:
            assert process.stdin is not None
            process.stdin.write(json.dumps({"id": number, "title": title, "body": body}) + "\n")
            process.stdin.flush()
        except OSError:
            self._kill()
            raise CheckerDown("died") from None
        return self._wait_for(number, deadline)

    def _wait_for(self, number: int, deadline: float) -> dict[str, Any]:
        while True:
            try:
                answer = self._answers.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                self._give_up()
                raise CheckerDown("timeout") from None
            if answer is None:
                self._kill()
                raise CheckerDown("died")
            self._has_answered = True
            # An answer to an older question: its asker gave up while the checker was still loading.
            if answer.get("id") == number:
                return answer

    def _give_up(self) -> None:
        """Stop a stuck checker; one that is still loading may go on, or it would never get ready."""
        if self._has_answered or time.monotonic() - self._started_at > WARM_UP:
            log.warning("the checker did not answer in time and is started again")
            self._kill()

    def _ensure_running(self) -> subprocess.Popen[str]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._answers = queue.Queue()
        self._started_at = time.monotonic()
        self._has_answered = False
        self._process = subprocess.Popen(
            self.command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        threading.Thread(
            target=_collect, args=(self._process, self._answers), name="checker-answers", daemon=True
        ).start()
        return self._process

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    pipe.close()
            self._process = None


def _collect(process: subprocess.Popen[str], answers: queue.Queue[dict[str, Any] | None]) -> None:
    """Hand over answer lines as they come; None says that there will be no more."""
    assert process.stdout is not None
    try:
        for line in process.stdout:
            answers.put(json.loads(line))
    except ValueError:
        # The pipe was closed under us, or the line is no JSON: either way this checker is not to be trusted.
        pass
    answers.put(None)
