"""The loop that runs due jobs: in a thread of the web server, or as a process of its own."""

import threading

import structlog
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from forum import screening
from forum.db import db
from forum.jobs.run import run_due

log = structlog.get_logger()


def init_app(app: Flask) -> None:
    """Leave the place for `start`; creating an app (for the shell, for tests) starts nothing by itself."""
    app.extensions["worker_stop"] = threading.Event()


def start_thread(app: Flask) -> threading.Thread:
    """Run due jobs beside the web server until the process ends."""
    thread = threading.Thread(target=run_forever, args=(app,), name="jobs", daemon=True)
    thread.start()
    return thread


def run_forever(app: Flask) -> None:
    stop: threading.Event = app.extensions["worker_stop"]
    with app.app_context():
        screening.start_reader(app)
        while not stop.wait(app.config["WORKER_INTERVAL"]):
            try:
                run_due()
            except SQLAlchemyError as error:
                # The database is away: wait, as the rows will still be there when it is back.
                log.error("job table not reachable", error=type(error).__name__)
                db.session.rollback()
            finally:
                db.session.remove()
