"""``python -m moderation serve``: the app under gunicorn, as the board is served. SIGTERM ends it cleanly."""

import argparse
import sys
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from moderation import build_screener
from moderation.service.app import create_app
from moderation.service.settings import read_settings

GRACE = 10
"""Seconds that requests under way get after SIGTERM."""


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn without its command line; the app is made once, before the processes part."""

    def __init__(self, app: Flask, settings: dict[str, Any]) -> None:
        self.app = app
        self.settings = settings
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self.app


def serve(options: argparse.Namespace) -> int:
    """Serve until SIGTERM or Ctrl-C; raises `ModerationError` when it cannot start as configured."""
    settings = read_settings(options.host, options.open)
    app = create_app(build_screener(options.pack), settings, options.pack)
    host = f"[{options.host}]" if ":" in options.host else options.host
    print(f"moderation: listening on http://{host}:{options.port}", file=sys.stderr, flush=True)
    Server(app, gunicorn_settings(f"{host}:{options.port}", options)).run()
    return 0


def gunicorn_settings(address: str, options: argparse.Namespace) -> dict[str, Any]:
    return {
        "bind": [address],
        "worker_class": "gthread",
        "workers": options.processes,
        "threads": options.threads,
        "graceful_timeout": GRACE,
        "loglevel": "warning",
        "control_socket_disable": True,
    }
