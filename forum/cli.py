"""Commands: `flask --app forum …`."""

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext
from sqlalchemy import select

from forum.boards.cli import boards
from forum.cases.cli import cases
from forum.db import db
from forum.demo.cli import demo
from forum.jobs.models import Job
from forum.jobs.recover import retry_failed
from forum.jobs.run import run_due
from forum.jobs.worker import run_until_signal
from forum.members.cli import members
from forum.rescreen.cli import rescreen
from forum.signin.cli import sign_in
from forum.trials import live
from forum.trials.cli import rules

jobs = AppGroup("jobs", help="Job rows: run what is due, list and retry what was given up.")


@jobs.command("run-due")
def run_due_jobs() -> None:
    """Run the jobs that are due now, then stop."""
    live.refresh()
    print(f"{run_due()} jobs run")


@jobs.command("failed")
def list_failed_jobs() -> None:
    """List the jobs that were given up: what they are about, the last fault, and when."""
    for job in db.session.scalars(select(Job).filter_by(state="failed").order_by(Job.id)):
        print(f"{job.finished_at:%Y-%m-%d %H:%M} UTC  {job.kind} {job.subject_id}  {job.last_error}")


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
    app.cli.add_command(cases)
    app.cli.add_command(members)
    app.cli.add_command(worker)
    app.cli.add_command(jobs)
    app.cli.add_command(demo)
    app.cli.add_command(rescreen)
    app.cli.add_command(rules)
    app.cli.add_command(sign_in)
