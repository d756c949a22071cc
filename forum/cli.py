"""Commands: `flask --app forum …`."""

from flask import Flask
from flask.cli import AppGroup

from forum.demo.cli import demo
from forum.jobs.run import run_due

jobs = AppGroup("jobs", help="Job rows: run what is due.")


@jobs.command("run-due")
def run_due_jobs() -> None:
    """Run the jobs that are due now, then stop."""
    print(f"{run_due()} jobs run")


def init_app(app: Flask) -> None:
    app.cli.add_command(jobs)
    app.cli.add_command(demo)
