"""``screen --jsonl``: posts through the screener's pipe, an answer a line, constant memory.

Held at any time: what the pipe has taken and not yet answered, a few chunks; nothing of what went by.
"""

import json
import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor
from typing import IO, TYPE_CHECKING, Any

from moderation.errors import ScreeningError
from moderation.findings import Screening
from moderation.lines import BadLine, Line, bounded, read_lines
from moderation.progress import Progress, Share, unknown
from moderation.wire import error_to_dict, screening_to_dict

if TYPE_CHECKING:
    from moderation.screener import Screener

FINE, UNREADABLE = 0, 2


class Stream:
    """One run over a stream of lines; `code` says afterwards whether every line could be read."""

    def __init__(
        self, screener: "Screener", lines: Iterable[bytes], progress: Progress, out: IO[str]
    ) -> None:
        self.screener = screener
        self.progress = progress
        self.out = out
        self.code = FINE
        self.held: deque[Line] = deque()
        """Taken by the pipe, not answered yet: the first of them is the next to be answered."""
        self._rows = read_lines(lines)
        self._is_over = False

    def run(self, processes: int) -> None:
        while not self._is_over:
            try:
                for screening in self.screener.pipe(self._posts(), processes):
                    self._answer(self.held.popleft(), screening)
            except (ScreeningError, BrokenExecutor):
                self._read_what_is_held()
        self.progress.end()

    def _posts(self) -> Iterator[tuple[str, str]]:
        for row in self._rows:
            if isinstance(row, Line):
                self.held.append(row)
                yield row.title, row.body
            else:
                self._complain(*row)
        self._is_over = True

    def _read_what_is_held(self) -> None:
        """A stage failed on one of these, or a process died; the pipe is gone. Answer them one by one."""
        while self.held:
            line = self.held.popleft()
            try:
                self._answer(line, self.screener.screen(line.title, line.body))
            except ScreeningError as error:
                self._write({"id": line.id} | error_to_dict(error))
                self._complain(line.number, error)

    def _answer(self, line: Line, screening: Screening) -> None:
        self._write({"id": line.id} | screening_to_dict(screening))

    def _write(self, answer: dict[str, Any]) -> None:
        self.out.write(json.dumps(answer) + "\n")
        self.out.flush()
        self.progress.step()

    def _complain(self, number: int, error: BadLine | ScreeningError) -> None:
        self.progress.say(f"line {number}: {error}")
        self.code = UNREADABLE


def screen_lines(
    screener: "Screener", lines: Iterable[bytes], processes: int = 1, share: Share = unknown
) -> int:
    """Answer each JSON line with one; a line that cannot be read is named on stderr and the run goes on."""
    stream = Stream(screener, lines, Progress(sys.stderr, share), sys.stdout)
    stream.run(processes)
    return stream.code


def screen_stream(screener: "Screener", stream: IO[bytes], processes: int) -> int:
    """As `screen_lines`, from a file or pipe, however long its lines are."""
    return screen_lines(screener, bounded(stream), processes, share_of(stream))


def share_of(stream: IO[bytes]) -> Share:
    """What part of a file has been read; None for a pipe or a terminal, whose end nobody knows."""
    try:
        size = os.fstat(stream.fileno()).st_size if stream.seekable() else 0
    except OSError:
        size = 0
    return (lambda: min(stream.tell() / size, 1.0)) if size else unknown
