"""Run functions at the same moment, each with a database session of its own."""

import contextvars
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from flask import Flask

from forum.db import db


def at_once(app: Flask, *functions: Callable[[], Any]) -> list[Any]:
    """Start all functions together and return their results in order; an exception is raised here."""
    db.session.commit()
    gate = threading.Barrier(len(functions))

    def run(function: Callable[[], Any]) -> Any:
        with app.app_context():
            try:
                gate.wait(10)
                return function()
            finally:
                db.session.remove()

    with ThreadPoolExecutor(len(functions)) as pool:
        # A new context: the app context of the test stays out of the threads.
        waiting = [pool.submit(contextvars.Context().run, run, function) for function in functions]
        results = [future.result(30) for future in waiting]
    db.session.rollback()
    return results


def elsewhere(app: Flask, function: Callable[[], Any]) -> Any:
    """Run one function as another worker would: in a thread and a session of its own."""
    return at_once(app, function)[0]
