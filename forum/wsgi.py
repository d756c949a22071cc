"""Entry for gunicorn: `gunicorn forum.wsgi:app`. Starts the job thread, which the plain factory does not."""

from forum import create_app
from forum.jobs.worker import start_thread
from forum.screening import start_reader

app = create_app()
if app.config["WORKER_THREAD"]:
    start_thread(app)
else:
    start_reader(app)
