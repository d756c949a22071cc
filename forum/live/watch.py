"""The one watcher of a process: looks at the database once a second while any stream is open."""

import threading
import time

import structlog
from flask import Flask

from forum.db import db
from forum.live.hub import Hub
from forum.live.news import read_news, who_may_hear

log = structlog.get_logger()

EVERY = 1.0
"""Seconds. Without streams the thread sleeps until the next one opens, and asks nothing."""


class Watcher:
    def __init__(self, app: Flask, hub: Hub) -> None:
        self.app, self.hub = app, hub
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Watch, unless it is being done already: from the first stream of this process on."""
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._watch, name="live", daemon=True)
                self._thread.start()

    def look(self) -> bool:
        """One look at the database, and a word to the streams. True when there was news."""
        with self.app.app_context():
            try:
                return self.hub.tell(read_news(), who_may_hear(self.hub.devices()))
            finally:
                db.session.remove()  # between two looks no connection is held

    def _watch(self) -> None:
        while True:
            self.hub.wait_for_streams()
            try:
                self.look()
            except Exception as error:
                # The database is away: the streams stay open, and the next look may see it again.
                log.error("live watch failed", error=type(error).__name__)
            time.sleep(EVERY)


def init_app(app: Flask) -> None:
    app.extensions["live"] = Watcher(app, Hub(app.config["STREAMS"]))
