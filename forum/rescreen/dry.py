"""Read without storing anything on the board. How far it came stands in a file, so that a stopped dry run
goes on there: counts and ids, no text."""

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

from forum.db import db, utcnow
from forum.rescreen.queries import Wanted, count_texts, list_texts
from forum.rescreen.read import read_texts
from forum.rescreen.run import CHUNK
from forum.rescreen.tally import Tally


@dataclass(slots=True)
class DryRun:
    """`below` is the lowest revision id that was read, None before the first one."""

    wanted: Wanted
    total: int
    tally: Tally = field(default_factory=Tally)
    below: int | None = None


def begin_dry(version: str, is_all: bool, path: Path) -> DryRun:
    """Carry on what `path` tells of, when it is about this board, this version and the same texts."""
    wanted = Wanted(version, is_all, utcnow())
    known = _read(path)
    if known.get("about") == _about(wanted):
        tally = Tally.from_json(known["tally"])
        left = count_texts(wanted, below=known["below"])
        return DryRun(wanted, tally.read + left, tally, known["below"])
    return DryRun(wanted, count_texts(wanted))


def run_dry(run: DryRun, path: Path, step: Callable[[], object]) -> str:
    """Read to the end; return why it stopped before, or ""."""
    while texts := list_texts(run.wanted, CHUNK, below=run.below):
        db.session.rollback()  # reading takes its time: hold no connection meanwhile
        reads, fault = read_texts(texts, run.wanted.version, step)
        if reads:
            run.tally.add(reads)
            run.below = reads[-1].text.revision_id
            _write(path, run)
        if fault:
            return fault
    path.unlink(missing_ok=True)
    return ""


def _about(wanted: Wanted) -> dict[str, Any]:
    address = make_url(db.engine.url).render_as_string(hide_password=True)
    board = hashlib.sha256(address.encode()).hexdigest()[:16]
    return {"board": board, "version": wanted.version, "all": wanted.is_all}


def _read(path: Path) -> dict[str, Any]:
    """Empty for no file, and for one that was cut off or is another's: the dry run then begins anew."""
    try:
        known = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _write(path: Path, run: DryRun) -> None:
    known = {"about": _about(run.wanted), "below": run.below, "tally": run.tally.as_json()}
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.new")
    new.write_text(json.dumps(known))
    os.replace(new, path)  # whole or not at all, also when the process is killed in between
