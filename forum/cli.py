"""Commands: `flask --app forum …`."""

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext

from forum.boards.cli import boards
from forum.demo.cli import demo
from forum.jobs.recover import retry_failed
from forum.jobs.run import run_due
from forum.jobs.worker import run_until_signal
from forum.members.cli import members
from forum.rescreen.cli import rescreen

jobs = AppGroup("jobs", help="Job rows: run what is due, try failed ones again.")


@jobs.command("run-due")
def run_due_jobs() -> None:
    """Run the jobs that are due now, then stop."""
    print(f"{run_due()} jobs run")


@jobs.command("retry-failed")
def retry_failed_jobs() -> None:
    """Give jobs that were given up all their tries again."""
    print(f"{retry_failed()} jobs due again")


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Run due jobs until SIGTERM or Ctrl-C, in a process of its own."""
    run_until_signal(current_app._get_current_object())


def init_app(app: Flask) -> None:
    app.cli.add_command(boards)
    app.cli.add_command(members)
    app.cli.add_command(worker)
    app.cli.add_command(jobs)
    app.cli.add_command(demo)
    app.cli.add_command(rescreen)
