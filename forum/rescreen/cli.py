"""`flask --app forum rescreen`: read stored posts again after a rule or the model has changed."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from tqdm import tqdm

from forum.config import ROOT
from forum.db import db
from forum.rescreen import queries
from forum.rescreen.dry import begin_dry, run_dry
from forum.rescreen.models import Rescreen
from forum.rescreen.read import STOPPED
from forum.rescreen.run import begin, put_on_queue, run_in_place, tally_of
from forum.rescreen.table import table
from forum.rescreen.tally import Tally
from forum.screening import ScreeningError, reader_version
from forum.trials import live

CHECKPOINT = ROOT / "var" / "rescreen-dry-run.json"
FIRST_TRIES = 3
"""A checker on a busy machine may take longer to start than one answer may take."""
INTERRUPTED = 130
"""What a shell expects of a command that Ctrl-C ended."""


@click.command("rescreen")
@click.option(
    "--apply/--dry-run", "is_apply", default=False, help="Store what is read; by default nothing is."
)
@click.option("--all", "is_all", is_flag=True, help="Also posts that this version of the reader has read.")
@click.option("--status", "is_status", is_flag=True, help="Only tell how far the last --apply is.")
@click.option(
    "--checkpoint",
    type=click.Path(dir_okay=False, path_type=Path),
    default=CHECKPOINT,
    help="File that says where a stopped dry run goes on.",
)
@with_appcontext
def rescreen(is_apply: bool, is_all: bool, is_status: bool, checkpoint: Path) -> None:
    """Read stored posts again and tell how many go up and down.

    Only those that another version of the reader has read. A run that was stopped goes on where it was.
    """
    if is_status:
        sys.exit(tell_status(queries.last_run()))
    live.refresh()
    version = ask_version()
    with ended_like_ctrl_c():
        sys.exit(apply(version, is_all) if is_apply else try_out(version, is_all, checkpoint))


def ask_version() -> str:
    """The reader's version, also of a checker that is started by this question and loads its rules first."""
    fault = ""
    for _ in range(FIRST_TRIES):
        try:
            return reader_version()
        except ScreeningError as error:
            fault = f"{error.stage}: {error.kind}"
    raise click.ClickException(f"The reader gives no answer ({fault}).")


def try_out(version: str, is_all: bool, checkpoint: Path) -> int:
    """The dry run; returns the exit code."""
    run = begin_dry(version, is_all, checkpoint)
    try:
        with bar(run.total, run.tally.read) as progress:
            fault = run_dry(run, checkpoint, progress.update)
    except KeyboardInterrupt:
        fault = STOPPED
    click.echo(f"Dry run with reader {version}: nothing was stored.")
    return tell(run.tally, run.total, fault)


def apply(version: str, is_all: bool) -> int:
    run = begin(version, is_all)
    if current_app.config["REDIS_URL"]:
        put_on_queue(run)
        click.echo("On the queue: the workers read chunk by chunk. See how far they are with --status.")
        return tell_status(run)
    try:
        with bar(run.total, tally_of(run).read) as progress:
            fault = run_in_place(run, progress.update)
    except KeyboardInterrupt:
        db.session.rollback()  # in the middle of storing a chunk: it is read again
        fault = STOPPED
    click.echo(f"Stored with reader {version}.")
    return tell(tally_of(run), run.total, fault)


def tell_status(run: Rescreen | None) -> int:
    if run is None:
        click.echo("No post was read again yet.")
        return 0
    state = f"ended {run.finished_at:%Y-%m-%d %H:%M} UTC" if run.finished_at else "not at its end"
    click.echo(f"Run {run.id} with reader {run.version}, {state}.")
    return tell(tally_of(run), run.total, "")


def tell(tally: Tally, total: int, fault: str) -> int:
    click.echo(f"{tally.read:,} of {total:,} texts read.\n\n{table(tally)}")
    if fault == STOPPED:
        click.echo("\nStopped. The same command goes on from here.", err=True)
        return INTERRUPTED
    if fault:
        click.echo(f"\nThe reader went away ({fault}). The same command goes on from here.", err=True)
    return 1 if fault or tally.unread.count else 0


@contextmanager
def ended_like_ctrl_c() -> Iterator[None]:
    """A SIGTERM stops the run as Ctrl-C does: what was read up to then is kept."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def bar(total: int, done: int) -> tqdm:
    return tqdm(total=total, initial=done, unit=" texts", file=sys.stderr, disable=not sys.stderr.isatty())
