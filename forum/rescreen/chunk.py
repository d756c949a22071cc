"""Read one chunk again and keep what comes of it, in parts that each hold if the process ends right after.

What goes up is stored first. A part that is stored is not read again when the chunk is.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from flask import current_app

from forum.db import db, lock_row, utcnow
from forum.jobs.promise import finish, renew
from forum.rescreen.models import RescreenChunk
from forum.rescreen.queries import texts_of
from forum.rescreen.read import Read, read_texts
from forum.rescreen.store import store
from forum.rescreen.tally import Tally

RESCREEN = "rescreen chunk"
"""Kind of the job that reads a chunk."""


class LeaseLost(Exception):
    """Another worker has the chunk; this one writes nothing more."""


class Hold(Protocol):
    """What entitles to write: asked at the beginning of each transaction."""

    def keep(self) -> None: ...

    def release(self) -> None: ...

    def stay(self) -> None: ...


@dataclass(slots=True)
class InPlace:
    """The command itself reads; `stay` moves its progress bar."""

    step: Callable[[], object] = lambda: None

    def keep(self) -> None: ...

    def release(self) -> None: ...

    def stay(self) -> None:
        self.step()


class Leased:
    """A worker reads, as long as the lease of its job is its own."""

    def __init__(self, subject_id: int, kind: str = RESCREEN) -> None:
        self.kind, self.subject_id = kind, subject_id
        self.renewed_at = time.monotonic()

    def keep(self) -> None:
        if not renew(self.kind, self.subject_id):
            raise LeaseLost

    def release(self) -> None:
        if not finish(self.kind, self.subject_id):
            raise LeaseLost

    def stay(self) -> None:
        """Renew in time: a text may take half a lease (forum/config.py, `refuse_a_short_lease`)."""
        if time.monotonic() - self.renewed_at > current_app.config["JOB_LEASE"] / 3:
            self.keep()
            db.session.commit()
            self.renewed_at = time.monotonic()


def read_chunk(chunk_id: int, hold: Hold, go_on: Callable[[RescreenChunk], object]) -> str:
    """Read what is left of a chunk; return why it ended early, or "".

    `go_on` is called in the transaction that ends the chunk. Raises `LeaseLost`.
    """
    chunk = db.session.get_one(RescreenChunk, chunk_id)
    texts, version = texts_of(chunk), chunk.rescreen.version
    db.session.rollback()  # reading takes its time: hold no connection meanwhile
    reads, fault = read_texts(texts, version, hold.stay)
    rises = sorted((read for read in reads if read.rise > 0), key=lambda read: -read.rise)
    if rises:
        hold.keep()
        _keep(chunk, rises)
        db.session.commit()
    others = [read for read in reads if read.rise <= 0]
    if fault:
        hold.keep()
        # What could not be read is counted by the try that comes to the chunk's end.
        _keep(chunk, [read for read in others if read.reading is not None])
    else:
        hold.release()
        _keep(chunk, others)
        end_chunk(chunk, go_on)
    db.session.commit()
    return fault


def end_chunk(chunk: RescreenChunk, go_on: Callable[[RescreenChunk], object]) -> None:
    """Does not commit."""
    if chunk.done_at is None:
        chunk.done_at = utcnow()
        go_on(chunk)


def _keep(chunk: RescreenChunk, reads: Sequence[Read]) -> None:
    if reads:
        kept = store(reads)
        lock_row(chunk)
        tally = Tally.from_json(chunk.tally)
        tally.add(kept)
        chunk.tally = tally.as_json()
