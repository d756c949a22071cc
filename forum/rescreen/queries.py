"""Find the stored texts that are to be read again: newest first, a chunk at a time, with one query each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select

from forum.db import db
from forum.posts.models import Post, Revision
from forum.rescreen.models import Rescreen, RescreenChunk
from forum.review.models import Decision, Screening


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which texts: read by another version, or with `is_all` everything that was read before `since`."""

    version: str
    is_all: bool
    since: datetime


@dataclass(frozen=True, slots=True)
class Text:
    """One stored text with its screening as it was when it was listed."""

    screening_id: int
    revision_id: int
    post_id: int
    title: str
    body: str
    is_current: bool
    is_decided: bool
    state: str
    level: int
    second_look: bool
    version: str
    finished_at: datetime | None

    @property
    def stamp(self) -> tuple[Any, ...]:
        """Changes whenever somebody else stores a screening of this text."""
        return self.state, self.version, self.finished_at


def wanted_by(run: Rescreen) -> Wanted:
    return Wanted(run.version, run.is_all, run.started_at)


def list_texts(wanted: Wanted, most: int, *, below: int | None = None) -> list[Text]:
    """The newest `most` texts; `below` is the revision id that all of them come before."""
    bound = () if below is None else (Screening.revision_id < below,)
    return [Text(*row) for row in db.session.execute(_texts(wanted, *bound).limit(most))]


def texts_of(chunk: RescreenChunk) -> list[Text]:
    """What is left of a chunk: texts that were stored before a fault are not read twice."""
    within = Screening.revision_id.between(chunk.first_id, chunk.last_id)
    return [Text(*row) for row in db.session.execute(_texts(wanted_by(chunk.rescreen), within))]


def stretch_of(wanted: Wanted, most: int, below: int | None) -> tuple[int, int] | None:
    """The first and last revision id of the next chunk; None when nothing is left."""
    bound = () if below is None else (Screening.revision_id < below,)
    ids = select(Screening.revision_id).where(*_where(wanted), *bound)
    found = ids.order_by(Screening.revision_id.desc()).limit(most).subquery()
    first, last = db.session.execute(select(func.min(found.c[0]), func.max(found.c[0]))).one()
    return None if first is None else (first, last)


def count_texts(wanted: Wanted, *, below: int | None = None) -> int:
    bound = () if below is None else (Screening.revision_id < below,)
    counted = select(func.count(Screening.id)).where(*_where(wanted), *bound)
    return db.session.scalar(counted) or 0


def lowest_of(run: Rescreen) -> int | None:
    """Everything from this revision id on belongs to a chunk; None before the first."""
    return db.session.scalar(select(func.min(RescreenChunk.first_id)).filter_by(rescreen_id=run.id))


def open_chunks(run: Rescreen) -> list[RescreenChunk]:
    """Chunks that were begun and not finished; there are few at any time."""
    of_run = select(RescreenChunk).filter_by(rescreen_id=run.id, done_at=None)
    return list(db.session.scalars(of_run.order_by(RescreenChunk.id)))


def tallies_of(run: Rescreen) -> Iterator[dict[str, Any]]:
    of_run = select(RescreenChunk.tally).filter_by(rescreen_id=run.id).order_by(RescreenChunk.id)
    yield from db.session.scalars(of_run.execution_options(yield_per=100))


def last_run() -> Rescreen | None:
    return db.session.scalar(select(Rescreen).order_by(Rescreen.id.desc()).limit(1))


def _where(wanted: Wanted) -> tuple[Any, ...]:
    # What is still waiting for its first screening has its own job row.
    is_old = or_(Screening.version != wanted.version, Screening.state == "failed")
    if wanted.is_all:
        is_old = or_(is_old, Screening.finished_at < wanted.since)
    return Screening.state.in_(("done", "failed")), is_old


def _texts(wanted: Wanted, *bounds: Any) -> Any:
    standing = select(Decision.id).where(
        Decision.revision_id == Screening.revision_id, Decision.undone_at.is_(None)
    )
    return (
        select(
            Screening.id,
            Screening.revision_id,
            Revision.post_id,
            Revision.title,
            Revision.body,
            Post.revision_id == Revision.id,
            standing.exists(),
            Screening.state,
            Screening.level,
            Screening.second_look,
            Screening.version,
            Screening.finished_at,
        )
        .join(Revision, Revision.id == Screening.revision_id)
        .join(Post, Post.id == Revision.post_id)
        .where(*_where(wanted), *bounds)
        .order_by(Screening.revision_id.desc())
    )
