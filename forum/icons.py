"""The icons of our pages, cut out of Bootstrap's sprite: a phone need not read two thousand to draw ten."""

import hashlib
import re
from functools import cache
from pathlib import Path

import flask_bootstrap
from flask import Flask, Response, g, url_for

SPRITE = Path(flask_bootstrap.__file__).parent / "static" / "bootstrap5" / "icons" / "bootstrap-icons.svg"
A_YEAR = 31_536_000
NAMES = frozenset({
    "apple", "archive", "arrow-counterclockwise", "arrow-down", "arrow-left", "arrow-repeat",
    "arrow-return-right", "arrow-right", "arrow-up", "at", "bell", "book", "bookmark",
    "box-arrow-right", "box-arrow-up-right", "calendar3", "chat-dots-fill", "chat-square-text",
    "check-circle", "check-lg", "check2", "check2-circle", "chevron-down", "chevron-up", "circle",
    "clipboard-check", "clock", "clock-history", "diagram-3", "door-closed", "door-open", "dot",
    "download", "envelope", "envelope-check", "exclamation-circle", "exclamation-octagon-fill",
    "exclamation-triangle-fill", "eye", "eye-slash", "facebook", "file-text", "files", "flag",
    "flag-fill", "folder", "folder-symlink", "gear", "geo-alt", "github", "globe", "globe2", "google",
    "graph-up",
    "hand-thumbs-up", "hash", "heart", "heart-fill", "hourglass-split", "house", "inbox",
    "info-circle", "journal-text", "key",
    "lightbulb", "link-45deg", "list", "list-ul", "lock", "lock-fill", "microsoft", "pause-circle",
    "pencil", "people", "person", "person-plus", "phone", "pin", "pin-angle", "pin-angle-fill", "plus-lg",
    "printer", "question-circle", "quote", "reply", "search", "shield-check", "shield-lock", "signpost",
    "slash-circle", "sliders", "star", "telephone", "telephone-fill", "telephone-outbound",
    "three-dots", "trash", "trash3", "type", "type-bold", "type-italic", "unlock", "x-lg",
})  # fmt: skip


@cache
def sprite() -> str:
    """An SVG file with the symbols of `NAMES` only, each under its name."""
    symbols = re.findall(
        r'<symbol[^>]* id="([^"]+)">(.*?)</symbol>', SPRITE.read_text(encoding="utf-8"), re.S
    )
    drawn = "".join(
        f'<symbol viewBox="0 0 16 16" id="{name}">{paths}</symbol>'
        for name, paths in symbols
        if name in NAMES
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg">{drawn}</svg>'


@cache
def version() -> str:
    """Changes with the content, so that browsers may keep the file for a year."""
    return hashlib.sha256(sprite().encode()).hexdigest()[:12]


def serve() -> Response:
    response = Response(sprite(), mimetype="image/svg+xml")
    response.cache_control.public = True
    response.cache_control.max_age = A_YEAR
    return response


def address(name: str) -> str:
    """Address of one icon. A thread page draws a hundred, so the sprite's own is built once a request."""
    if "icon_sprite" not in g:
        g.icon_sprite = url_for("icons", v=version())
    return f"{g.icon_sprite}#{name}"


def init_app(app: Flask) -> None:
    app.add_url_rule("/icons.svg", "icons", serve)
    app.add_template_global(address, "icon_url")
