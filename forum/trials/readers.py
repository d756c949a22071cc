"""Changed readers: the board's rules and one proposal more, beside the reader that serves the board."""

import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import current_app

from forum.screening import RemoteReader, Screening, make_reader
from forum.trials.pack import Change, as_toml, write_pack

KEY = "changed_readers"
MOST = 2
"""Changed readers that a process keeps: each is a child process of its own."""
IDLE = 1800.0
"""Seconds after which an unused one is ended."""
_turn = threading.Lock()


@dataclass(slots=True)
class Kept:
    reader: Any
    folder: tempfile.TemporaryDirectory[str]
    used_at: float = field(default_factory=time.monotonic)


def read_changed(change: Change, title: str, body: str) -> Screening:
    """What the changed reader makes of a text. Raises `ScreeningError`, and `RuleError` for a bad rule."""
    reader: Any = _reader_of(change)
    reading: Screening = reader.screen(title=title, body=body)
    return reading


def _reader_of(change: Change) -> Any:
    with _turn:
        kept = _kept()
        key = (change.id, change.content_hash, current_app.extensions["packs"])
        if key not in kept:
            kept[key] = _make(change)
            for oldest in sorted(kept, key=lambda one: kept[one].used_at)[:-MOST]:
                _end(kept.pop(oldest))
        kept[key].used_at = time.monotonic()
        return kept[key].reader


def _make(change: Change) -> Kept:
    folder = tempfile.TemporaryDirectory(prefix="careboard-trial-")
    pack = pack_of(change, Path(folder.name))
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    return Kept(make_reader(app, [*app.extensions["packs"], pack], is_local=True), folder)


def pack_of(change: Change, folder: Path, rules: Any = None) -> Path:
    """Write the change as a pack. Its place below `folder` is what findings cite: live as on trial."""
    rules = rules or current_app.extensions["rules"]
    text = as_toml(change.kind, change.content, rules)
    return write_pack(folder / "live" / f"proposal-{change.id}", text)


def sweep() -> None:
    """End what nobody has used for a while."""
    with _turn:
        kept = _kept()
        for key in [key for key, one in kept.items() if time.monotonic() - one.used_at > IDLE]:
            _end(kept.pop(key))


def _kept() -> dict[Any, Kept]:
    kept: dict[Any, Kept] = current_app.extensions.setdefault(KEY, {})
    return kept


def _end(kept: Kept) -> None:
    if isinstance(kept.reader, RemoteReader):
        # What it is asked at this moment counts as unread: the job asks again.
        stop = getattr(kept.reader.checker, "stop", None)
        if stop is not None:
            stop()
    with suppress(OSError):
        kept.folder.cleanup()
