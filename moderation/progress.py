"""How far a long run is: one line on a terminal that is written over; nothing where stderr is no terminal."""

import time
from collections.abc import Callable
from typing import TextIO

EVERY = 0.2
"""Seconds between two drawings."""
CLEAR = "\r\x1b[K"
WIDTH = 24
Share = Callable[[], float | None]


def unknown() -> None:
    """Nobody knows how much a stream still brings."""


class Progress:
    """Counts lines and says how many a second; with a bar when `share` knows what part of all is read."""

    def __init__(
        self, err: TextIO, share: Share = unknown, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.err = err
        self.share = share
        self.clock = clock
        self.is_shown = err.isatty()
        self.count = 0
        self._began = self._drawn = clock()

    def step(self) -> None:
        self.count += 1
        if self.is_shown and (now := self.clock()) - self._drawn >= EVERY:
            self._drawn = now
            self._write(CLEAR + self.text())

    def say(self, message: str) -> None:
        """Write a line of its own; the bar comes back below it."""
        self._write(f"{CLEAR if self.is_shown else ''}{message}\n")

    def end(self) -> None:
        if self.is_shown:
            self._write(f"{CLEAR}{self.text()}\n")

    def text(self) -> str:
        seconds = self.clock() - self._began
        rate = self.count / seconds if seconds > 0 else 0
        return f"{self._bar()}{self.count:,} lines, {rate:,.0f} a second"

    def _bar(self) -> str:
        share = self.share()
        if share is None:
            return ""
        return f"[{'#' * round(WIDTH * share):.<{WIDTH}}] {share:4.0%}  "

    def _write(self, text: str) -> None:
        self.err.write(text)
        self.err.flush()
