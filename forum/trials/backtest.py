"""Run a proposal over the stored posts: the present reader and the changed one, chunk by chunk, as a job.

Each chunk stores its counts, its place and the promise of the next chunk in one transaction: a lost worker
loses at most the chunk it had in hand.
"""

from collections.abc import Callable, Sequence

from flask import current_app

from forum.db import db, lock_row, utcnow
from forum.jobs.promise import promise
from forum.jobs.run import NotNow, Work
from forum.members.models import Member
from forum.modlog.record import record_desk
from forum.rescreen.chunk import Leased, LeaseLost
from forum.screening import OUTAGE, ScreeningError, reader_version, screen
from forum.screening import Screening as Reading
from forum.trials import queries
from forum.trials.models import Backtest, Proposal
from forum.trials.pack import Change
from forum.trials.queries import Stored
from forum.trials.readers import read_changed
from forum.trials.tally import Seen, Tally

BACKTEST = "backtest"
CHUNK = 25
"""Texts that are read, twice each, before they are counted: about two seconds."""
READER_CHANGED = "The board’s reader changed during the run. Run it again."
CONTENT_CHANGED = "The proposal changed during the run. Run it again."
OTHER_FILES = "The service reads with other rule files than this board has. Nothing can be compared."
GIVEN_UP = "The readers could not be kept running. Run it again later."
Pair = tuple[Stored, Reading | None, Reading | None]


class Ended(Exception):
    """The run cannot go on; the message tells a moderator why."""


def begin(proposal: Proposal, moderator: Member, version: str) -> Backtest | None:
    """Promise a run against the reader of this version. None when one is running. Does not commit."""
    lock_row(proposal)
    if proposal.state not in ("draft", "tried", "shadow") or queries.running_backtest(proposal):
        return None
    run = Backtest(proposal=proposal, content_hash=proposal.content_hash, version=version)
    run.top_id = queries.newest_post()
    run.total = queries.count_posts(run.top_id)
    db.session.add(run)
    db.session.flush()
    promise(BACKTEST, run.id)
    record_desk(moderator, "began a backtest", after={"proposal": proposal.id, "posts": run.total})
    return run


def run_promised(run_id: int, in_request: bool) -> None:
    """The job of one chunk; promises itself again until the end."""
    hold = Leased(run_id, BACKTEST)
    run = db.session.get_one(Backtest, run_id)
    change = Change.of(run.proposal)
    texts = [] if run.finished_at else queries.stored_posts(run.top_id, run.below, CHUNK)
    try:
        pairs, fault, versions = _read(run, change, texts, hold.stay)
        hold.release()
        _keep(run, change, pairs, fault, versions)
        db.session.commit()
    except LeaseLost:
        db.session.rollback()


def _read(
    run: Backtest, change: Change, texts: Sequence[Stored], stay: Callable[[], None]
) -> tuple[list[Pair], str, set[str]]:
    """Read each text twice; return what was read, why the run must end, and the changed reader's versions."""
    version, pairs = run.version, []
    db.session.rollback()  # reading takes its time: hold no connection meanwhile
    versions: set[str] = set()
    if current_app.config["MODERATION_URL"] and _rules_name() not in version:
        return [], OTHER_FILES, versions
    for text in texts:
        now = _try(lambda text=text: screen(text.title, text.body))
        changed = _try(lambda text=text: read_changed(change, text.title, text.body))
        if now is not None and now.version != version:
            return [], READER_CHANGED, versions
        versions |= {changed.version} if changed else set()
        pairs.append((text, now, changed))
        stay()
    return pairs, "", versions


def _try(read: Callable[[], Reading]) -> Reading | None:
    """None for a text that cannot be read. Raises `NotNow` while the readers are away."""
    try:
        return read()
    except ScreeningError as error:
        if error.stage == OUTAGE and not _answers():
            raise NotNow(f"{error.stage}: {error.kind}") from None
        return None


def _answers() -> bool:
    try:
        reader_version()
    except ScreeningError:
        return False
    return True


def _rules_name() -> str:
    return f"rules.{current_app.extensions['rules'].version}."


def _keep(run: Backtest, change: Change, pairs: Sequence[Pair], fault: str, versions: set[str]) -> None:
    run = db.session.get_one(Backtest, run.id)
    lock_row(run.proposal)  # it must not be changed or withdrawn between what is looked at here and the end
    lock_row(run)
    if run.finished_at:
        return
    known = versions | ({run.changed_version} if run.changed_version else set())
    if run.proposal.content_hash != run.content_hash or change.content_hash != run.content_hash:
        fault = CONTENT_CHANGED
    elif len(known) > 1:
        fault = READER_CHANGED
    run.changed_version = min(known, default="")
    if fault:
        end(run, fault)
        return
    tally = Tally.from_json(run.tally)
    count(tally, pairs)
    run.tally = tally.as_json()
    if len(pairs) < CHUNK:
        end(run)
    else:
        run.below = pairs[-1][0].post_id
        promise(BACKTEST, run.id)


def count(tally: Tally, pairs: Sequence[Pair]) -> None:
    for text, now, changed in pairs:
        if now is None or changed is None:
            tally.unread += 1
        else:
            tally.add(text.post_id, text.revision_id, Seen.of(now), Seen.of(changed))


def end(run: Backtest, fault: str = "") -> None:
    """Close the run, and say in the log what came of it. Does not commit."""
    run.finished_at, run.fault = utcnow(), fault
    tally, proposal = Tally.from_json(run.tally), run.proposal
    if not fault and proposal.state == "draft":
        proposal.state = "tried"
    up, down = (sum(count for _, count in rows) for rows in (tally.up(), tally.down()))
    outcome = {"proposal": proposal.id, "posts": tally.read, "up": up, "down": down}
    record_desk(None, "stopped a backtest" if fault else "ended a backtest", after=outcome, note=fault)


def give_up(run_id: int) -> None:
    """After the last try. Does not commit."""
    run = db.session.get_one(Backtest, run_id)
    if run.finished_at is None:
        end(run, GIVEN_UP)


BACKTESTING = Work(do=run_promised, give_up=give_up)
