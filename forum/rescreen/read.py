"""Read texts again. A fault of one text stays its own; a reader that is away stops the reading."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog

from forum.rescreen.queries import Text
from forum.screening import OUTAGE, Screening, ScreeningError, reader_version, screen

log = structlog.get_logger()

STOPPED = "stopped"
OTHER_VERSION = "reader: another version"


@dataclass(frozen=True, slots=True)
class Read:
    """A text with its new reading; None when it could not be read."""

    text: Text
    reading: Screening | None

    @property
    def rise(self) -> int:
        """By how many levels it goes up; below zero when it goes down."""
        return 0 if self.reading is None else int(self.reading.level) - self.text.level


def read_texts(
    texts: Sequence[Text], version: str, after_each: Callable[[], object]
) -> tuple[list[Read], str]:
    """Read in order; return what was read, and why it ended early ("" when it did not).

    Ctrl-C ends it early too, so that what was read up to then can be kept.
    """
    reads: list[Read] = []
    try:
        for text in texts:
            read, fault = _read(text, version)
            if fault:
                return reads, fault
            reads.append(read)
            after_each()
    except KeyboardInterrupt:
        return reads, STOPPED
    return reads, ""


def _read(text: Text, version: str) -> tuple[Read, str]:
    try:
        reading = screen(text.title, text.body)
    except ScreeningError as error:
        fault = f"{error.stage}: {error.kind}"
        if error.stage == OUTAGE and not _answers():
            return Read(text, None), fault
        log.warning("post could not be read again", post=text.post_id, fault=fault)
        return Read(text, None), ""
    # A release came in between: its readings belong to a run of their own.
    return Read(text, reading), "" if reading.version == version else OTHER_VERSION


def _answers() -> bool:
    """Whether the checker reads at all: then it was this text that brought it down."""
    try:
        reader_version()
    except ScreeningError:
        return False
    return True
