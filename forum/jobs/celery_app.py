"""A Celery worker: `celery -A forum.jobs.celery_app worker`.

It runs the jobs it is woken for, and in a thread looks for due rows itself: what Redis lost, what a
killed worker left behind, and everything while Redis is away.
"""

from typing import Any

from celery.signals import worker_init, worker_shutting_down

from forum import create_app
from forum.config import SettingsError
from forum.db import db
from forum.jobs.broker import RUN, make_celery
from forum.jobs.run import run_job
from forum.jobs.worker import start_thread

flask_app = create_app()
if not flask_app.config["REDIS_URL"]:
    raise SettingsError("REDIS_URL is not set: without Redis run `flask --app forum worker` instead")
app = make_celery(flask_app.config["REDIS_URL"])


@app.task(name=RUN)
def run(job_id: int) -> None:
    with flask_app.app_context():
        try:
            run_job(job_id)
        finally:
            db.session.remove()


@worker_init.connect
def _sweep(**_: Any) -> None:
    """Before the first connection to Redis, so that rows are served even when it is away."""
    start_thread(flask_app)


@worker_shutting_down.connect
def _stop(**_: Any) -> None:
    flask_app.extensions["worker_stop"].set()
