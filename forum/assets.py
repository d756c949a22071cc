"""Addresses of our style sheets and scripts that change with their content: browsers may keep them."""

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, current_app, g, request, url_for

A_YEAR = 31_536_000
VERSIONED = frozenset({"static", "bootstrap.static"})


@lru_cache(maxsize=256)
def _digest(path: Path, changed: int) -> str:
    """`changed` is the time of the last change: a new time is a new question, so edits show at once."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def asset(filename: str) -> str:
    """The address of a file under `static/` with its version; `url_for` is asked once a request."""
    if "static_address" not in g:
        g.static_address = url_for("static", filename="")
    path = Path(current_app.static_folder or "") / filename
    return f"{g.static_address}{filename}?v={_digest(path, path.stat().st_mtime_ns)}"


def keep_versioned(response: Response) -> Response:
    """A file asked for by version never changes under that address."""
    if request.endpoint in VERSIONED and "v" in request.args and response.status_code in (200, 304):
        response.cache_control.no_cache = None
        response.cache_control.public = True
        response.cache_control.max_age = A_YEAR
        response.cache_control.immutable = True
    return response


def init_app(app: Flask) -> None:
    app.add_template_global(asset)
    app.after_request(keep_versioned)
