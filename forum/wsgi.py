"""Entry for gunicorn: `gunicorn forum.wsgi:app`. Starts the job thread, which the plain factory does not."""

from forum import create_app
from forum.jobs.worker import start_thread
from forum.screening import start_reader
from forum.trials import live

app = create_app()
if app.config["WORKER_THREAD"]:
    start_thread(app)
else:
    live.start_thread(app)
    start_reader(app)
