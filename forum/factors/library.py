"""Flask-Security of this board: its codes, its store and what signs its forms."""

from typing import Any

from flask import current_app


def library() -> Any:
    """The library's own object; it is untyped, as half of it comes to be at run time."""
    return current_app.extensions["security"]
