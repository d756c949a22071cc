"""A run: begun, carried on from where it stopped, and closed with its line in the mod log.

In place the command reads chunk by chunk. On a queue a few chunks are promised as jobs, and the end of
each promises the next: thousands at once would stand before the job of a post that was just written.
"""

from collections.abc import Callable

from sqlalchemy import select

from forum.db import db, lock_row, utcnow
from forum.jobs.models import Job
from forum.jobs.promise import promise
from forum.jobs.run import NotNow, Work
from forum.modlog.record import record_run
from forum.rescreen import queries
from forum.rescreen.chunk import RESCREEN, InPlace, Leased, LeaseLost, end_chunk, read_chunk
from forum.rescreen.models import Rescreen, RescreenChunk
from forum.rescreen.tally import Tally

CHUNK = 50
"""Texts that are read before they are stored: about two seconds, and little to hold in memory."""
AHEAD = 4
"""Chunks on the queue at a time."""
ACTION = "read stored posts again"


def begin(version: str, is_all: bool) -> Rescreen:
    """Carry on the run that stopped, or begin one. Ends older runs with another version. Commits."""
    going = [run for run in _open_runs() if (run.version, run.is_all) == (version, is_all)]
    for run in _open_runs():
        if run not in going[:1]:
            close(run)
    if not going:
        run = Rescreen(version=version, is_all=is_all, started_at=utcnow())
        run.total = queries.count_texts(queries.wanted_by(run))
        going = [run]
        db.session.add(run)
    db.session.commit()
    return going[0]


def run_in_place(run: Rescreen, step: Callable[[], object]) -> str:
    """Read chunk by chunk to the end; return why it stopped before, or ""."""
    hold = InPlace(step)
    while run.finished_at is None:
        chunk = next(iter(queries.open_chunks(run)), None) or _next_chunk(run)
        db.session.commit()
        if chunk is None:
            close(run)
            db.session.commit()
        elif fault := read_chunk(chunk.id, hold, lambda chunk: None):
            return fault
    return ""


def put_on_queue(run: Rescreen) -> None:
    """See to it that some chunks are promised; what a stopped command left is promised first. Commits."""
    lock_row(run)
    open_chunks = queries.open_chunks(run)
    for chunk in open_chunks:
        job = db.session.scalar(select(Job).filter_by(kind=RESCREEN, subject_id=chunk.id))
        if job is None or job.state not in ("due", "running"):
            promise(RESCREEN, chunk.id)
    for _ in range(AHEAD - len(open_chunks)):
        _go_on(run)
    db.session.commit()


def close(run: Rescreen) -> None:
    """End a run and write what came of it into the mod log. Does not commit."""
    lock_row(run)
    if run.finished_at is not None:
        return
    run.finished_at = utcnow()
    tally = tally_of(run)
    outcome = {"version": run.version, "texts": tally.read, "up": tally.up, "down": tally.down}
    record_run(ACTION, outcome | {"could not be read": tally.unread.count})


def tally_of(run: Rescreen) -> Tally:
    tally = Tally()
    for part in queries.tallies_of(run):
        tally.merge(Tally.from_json(part))
    return tally


def read_promised(chunk_id: int, in_request: bool) -> None:
    """The job of a chunk."""
    hold = Leased(chunk_id)
    chunk = db.session.get_one(RescreenChunk, chunk_id)
    try:
        if chunk.done_at is None and chunk.rescreen.finished_at is None:
            if fault := read_chunk(chunk_id, hold, _after):
                raise NotNow(fault)
        else:
            hold.release()
            db.session.commit()
    except LeaseLost:
        db.session.rollback()


def give_up(chunk_id: int) -> None:
    """After the last try: what is left counts as unread, and the next chunk's turn comes. Does not commit."""
    chunk = db.session.get_one(RescreenChunk, chunk_id)
    left = Tally()
    for text in queries.texts_of(chunk):
        left.unread.add(1, [text.post_id])
    tally = Tally.from_json(chunk.tally)
    tally.merge(left)
    chunk.tally = tally.as_json()
    end_chunk(chunk, _after)


RESCREENING = Work(do=read_promised, give_up=give_up)


def _after(chunk: RescreenChunk) -> None:
    """The end of one chunk promises the next, or closes the run."""
    run = chunk.rescreen
    lock_row(run)
    if run.finished_at is None and not _go_on(run) and not queries.open_chunks(run):
        close(run)


def _go_on(run: Rescreen) -> bool:
    chunk = _next_chunk(run)
    if chunk is None:
        return False
    promise(RESCREEN, chunk.id)
    return True


def _next_chunk(run: Rescreen) -> RescreenChunk | None:
    """Add the chunk below the last one; None when nothing is left. Does not commit."""
    lock_row(run)
    stretch = queries.stretch_of(queries.wanted_by(run), CHUNK, queries.lowest_of(run))
    if stretch is None:
        return None
    chunk = RescreenChunk(rescreen=run, first_id=stretch[0], last_id=stretch[1])
    db.session.add(chunk)
    db.session.flush()
    return chunk


def _open_runs() -> list[Rescreen]:
    open_ones = select(Rescreen).where(Rescreen.finished_at.is_(None)).order_by(Rescreen.id.desc())
    return list(db.session.scalars(open_ones))
