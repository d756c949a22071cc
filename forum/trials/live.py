"""Read with the live proposals: each is a rule pack beside those of the treatment.

The table says what is live; each process looks at it once a round of its worker and loads what changed:
a new checker is started with the packs of now, answers once, and only then takes the old one's place.
A live rule that cannot be read any more (a sign that it names has gone from the rule files) is left out,
and its page says so: one bad rule must not keep the board from reading.
"""

import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import structlog
from flask import Flask, current_app

from forum.checker import WARM_UP, CheckerProcess
from forum.db import db
from forum.screening import RemoteReader, RuleError, ScreeningError, make_reader, rules_of, use_rules
from forum.trials.models import Proposal
from forum.trials.pack import Change
from forum.trials.queries import live_proposals
from forum.trials.readers import pack_of

log = structlog.get_logger()

LOADED, FAULTS, FOLDER = "live_rules", "live_faults", "live_folder"
RETRY = "live_retry_at"
REST = 60.0
"""Seconds that the board reads as before after a change could not be loaded."""
LOOK = 5.0
"""Seconds between two looks of a process that has no worker."""
Key = tuple[tuple[int, str], ...]


def loaded() -> Key:
    """Which proposals this process reads with, with their contents."""
    key: Key = current_app.extensions.get(LOADED, ())
    return key


def faults() -> dict[int, str]:
    """Live proposals that could not be loaded, with the reason."""
    found: dict[int, str] = current_app.extensions.get(FAULTS, {})
    return found


def look() -> bool:
    """As `refresh`, for rounds that must go on: what cannot be loaded is tried again after a minute."""
    if time.monotonic() < current_app.extensions.get(RETRY, 0.0):
        return False
    try:
        return refresh()
    except (RuleError, ScreeningError, OSError) as error:
        current_app.extensions[RETRY] = time.monotonic() + REST
        log.error("live rules could not be loaded", error=type(error).__name__)
        return False


def refresh() -> bool:
    """Read with what is live now. False when that is so already, or a service reads."""
    if current_app.config["MODERATION_URL"]:
        return False
    changes = [Change.of(proposal) for proposal in live_proposals()]
    key = tuple((change.id, change.content_hash) for change in changes)
    db.session.rollback()  # loading takes its time: hold no connection meanwhile
    if key == loaded():
        return False
    _load(current_app._get_current_object(), changes, key)  # type: ignore[attr-defined]
    return True


def _load(app: Flask, changes: Sequence[Change], key: Key) -> None:
    folder = tempfile.TemporaryDirectory(prefix="careboard-live-")
    try:
        packs, rules, bad = _packs_of(app, changes, Path(folder.name))
        reader = make_reader(app, packs)
        _warm(reader)
    except BaseException:
        folder.cleanup()
        raise
    old, app.extensions["reader"] = app.extensions["reader"], reader
    use_rules(app, packs, rules)
    app.extensions[LOADED], app.extensions[FAULTS] = key, bad
    # The files of before go when the checker that was started with them cannot start again.
    before, app.extensions[FOLDER] = app.extensions.get(FOLDER), folder
    _retire(old, before)
    log.info("rules loaded", live=len(changes) - len(bad), left_out=len(bad))


def _packs_of(app: Flask, changes: Sequence[Change], folder: Path) -> tuple[list[Path], Any, dict[int, str]]:
    """The packs of now, the rules in them, and what had to be left out."""
    packs, bad = list(app.extensions["own_packs"]), {}
    rules = rules_of(packs)
    for change in changes:
        try:
            pack = pack_of(change, folder, rules)
            rules = rules_of([*packs, pack])
            packs.append(pack)
        except RuleError as error:
            bad[change.id] = error.reason
            log.error("a live rule cannot be read", proposal=change.id)
    return packs, rules, bad


def _warm(reader: Any) -> None:
    """Wait for the first answer of a new checker, so that no post waits for it. Raises `ScreeningError`."""
    if isinstance(reader, RemoteReader):
        try:
            reader.checker.start()
            reader.checker.ask("", "", WARM_UP)
        except Exception as error:
            _stop(reader)
            raise ScreeningError("checker", type(error).__name__) from None


def _retire(reader: Any, folder: Any) -> None:
    """End the old checker once whoever asked it has an answer."""
    checker = getattr(reader, "checker", None)
    wait = checker.patience + 1 if isinstance(checker, CheckerProcess) else 0.0
    timer = threading.Timer(wait, _end, (reader, folder))
    timer.daemon = True
    timer.start()


def _end(reader: Any, folder: Any) -> None:
    _stop(reader)
    if folder is not None:
        folder.cleanup()


def _stop(reader: Any) -> None:
    if isinstance(reader, RemoteReader) and isinstance(reader.checker, CheckerProcess):
        reader.checker.stop()


def start_thread(app: Flask) -> threading.Thread:
    """Look now and then in a web process that runs no jobs; the others look in their rounds."""
    thread = threading.Thread(target=_look_forever, args=(app,), name="live rules", daemon=True)
    thread.start()
    return thread


def _look_forever(app: Flask) -> None:
    with app.app_context():
        while True:
            try:
                look()
            except Exception as error:
                # The database is away: its rows will still be there.
                log.error("no look at the live rules", error=type(error).__name__)
                db.session.rollback()
            finally:
                db.session.remove()
            if app.extensions["worker_stop"].wait(LOOK):
                return


def is_loaded(proposal: Proposal) -> bool:
    return (proposal.id, proposal.content_hash) in loaded() and proposal.id not in faults()
