"""The checker: a child process that reads posts, so that its faults stay its own.

It is `python -m moderation screen --jsonl`, spoken to over pipes: a JSON line in, a JSON line out
(moderation/wire.py holds the shape). One thread keeps it alive and talks to it, one question at a time;
those who ask only wait for their answer, never for a pipe. A request waits `timeout` seconds, a worker
`patience`; a checker that is silent for longer is killed and started again. Until then every call
raises `CheckerDown`, and the job row sees to it that the post is read later.
"""

import json
import logging
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parent.parent
WARM_UP = 30.0
"""Seconds that a new checker gets for its first answer: it loads its rules before it reads."""
PATIENCE = 5
"""Times the timeout of a request: a very long post is read by a worker, which has more time."""
IDLE_LOOK = 0.5
"""Seconds between two looks whether an idle checker is still alive."""
MOST_REST = 30.0
"""Seconds between two starts of a checker that never answers; the first rest is half a second."""
MOST_ANSWER = 20_000_000
"""Bytes of one answer line; more is not an answer."""


class CheckerDown(Exception):
    """The checker gave no answer: "resting" after failed starts, "died", or "timeout". Carries no text."""


class _Question:
    """One text on its way to the checker, and the place for its answer."""

    numbers = count(1)

    def __init__(self, title: str, body: str) -> None:
        self.number = next(self.numbers)
        line = {"id": self.number, "title": title, "body": body}
        self.line = json.dumps(line, ensure_ascii=False).encode() + b"\n"
        self.is_late = False
        self.answered = threading.Event()
        self.answer: dict[str, Any] | None = None

    def give(self, answer: dict[str, Any] | None) -> None:
        """None says that there will be no answer."""
        self.answer = answer
        self.answered.set()


class CheckerProcess:
    """Keeps one checker alive and asks it. Safe to call from many threads."""

    def __init__(self, packs: Sequence[Path], timeout: float, command: Sequence[str] | None = None) -> None:
        pack_options = [part for pack in packs for part in ("--pack", str(pack))]
        self.command = command or [sys.executable, "-m", "moderation", "screen", "--jsonl", *pack_options]
        self.timeout = timeout
        self.patience = timeout * PATIENCE
        self.process: subprocess.Popen[bytes] | None = None
        self._questions: queue.Queue[_Question] = queue.Queue()
        self._held: _Question | None = None
        self._thread: threading.Thread | None = None
        self._start_lock = threading.Lock()
        self._ending = threading.Event()
        self._has_answered = False
        self._rest_until = 0.0

    def start(self) -> None:
        """Start the checker ahead of the first post, so that its loading time is nobody's wait."""
        with self._start_lock:
            if self._thread is None or not self._thread.is_alive():
                self._ending.clear()
                self._thread = threading.Thread(target=self._keep_alive, name="checker", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """End the checker; a later question starts it again."""
        self._ending.set()
        if (process := self.process) is not None:
            process.kill()
        if self._thread is not None:
            self._thread.join()

    def ask(self, title: str, body: str, seconds: float | None = None) -> dict[str, Any]:
        """Return the answer line as a dict; raises `CheckerDown` after `seconds` (by default `timeout`).

        Raises `UnicodeError` for half a character (a lone surrogate): no UTF-8 line can carry it.
        """
        self.start()
        if time.monotonic() < self._rest_until:
            raise CheckerDown("resting")
        question = _Question(title, body)
        self._questions.put(question)
        if not question.answered.wait(seconds or self.timeout):
            question.is_late = True
            raise CheckerDown("timeout")
        if question.answer is None:
            raise CheckerDown("died")
        return question.answer

    def _keep_alive(self) -> None:
        failed_starts = 0
        while not self._ending.is_set():
            self._has_answered = False
            try:
                self._live_once()
            except OSError as error:
                log.error("the checker cannot be started: %s", type(error).__name__)
            if self._ending.is_set():
                break
            failed_starts = 0 if self._has_answered else failed_starts + 1
            log.warning("the checker ended and is started again")
            self._rest(min(2**failed_starts / 4, MOST_REST) if failed_starts else 0)
        self._refuse_all()

    def _live_once(self) -> None:
        """From the start of one checker to its end, whatever ends it."""
        # A session of its own: Ctrl-C is for the board. When the board goes, the pipe ends, and with it this.
        self.process = subprocess.Popen(
            self.command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        )
        try:
            self._talk(self.process)
        finally:
            _end(self.process)
            self.process = None

    def _talk(self, process: subprocess.Popen[bytes]) -> None:
        while not self._ending.is_set():
            try:
                question = self._held or self._questions.get(timeout=IDLE_LOOK)
            except queue.Empty:
                question = None
            # A checker that died idle was never asked: the question is for the next one.
            self._held = question
            if process.poll() is not None:
                return
            self._held = None
            if question is None or question.is_late:
                continue
            question.give(self._exchange(process, question))
            if question.answer is None:
                return
            self._has_answered = True

    def _exchange(self, process: subprocess.Popen[bytes], question: _Question) -> dict[str, Any] | None:
        """Ask and wait. None when the checker died, was killed for its silence, or talks rubbish."""
        watchdog = threading.Timer(self.patience if self._has_answered else WARM_UP, process.kill)
        watchdog.daemon = True
        watchdog.start()
        try:
            assert process.stdin is not None and process.stdout is not None
            process.stdin.write(question.line)
            process.stdin.flush()
            answer = json.loads(process.stdout.readline(MOST_ANSWER))
        except (OSError, ValueError, RecursionError):
            return None
        finally:
            watchdog.cancel()
        return answer if isinstance(answer, dict) and answer.get("id") == question.number else None

    def _rest(self, seconds: float) -> None:
        """After a failed start wait before the next; nobody else waits for it."""
        if seconds:
            self._rest_until = time.monotonic() + seconds
            self._refuse_all()
            self._ending.wait(seconds)

    def _refuse_all(self) -> None:
        waiting = [self._held] if self._held else []
        self._held = None
        while not self._questions.empty():
            waiting.append(self._questions.get())
        for question in waiting:
            question.give(None)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill it, leave no zombie, close the pipes."""
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        assert pipe is not None
        with suppress(OSError):  # what was still to be written has no reader now
            pipe.close()
