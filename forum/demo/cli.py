"""`flask --app forum demo …`: fill an empty board with demo content, print the demo sign-ins."""

import sys

import click
from flask import current_app
from flask.cli import AppGroup
from flask_migrate import upgrade

from forum.demo.people import PASSWORD, sign_ins
from forum.demo.seed import NotEmpty, seed
from forum.screening import read_here

demo = AppGroup("demo", help="Demo content: for a look at the board, never for a real one.")


def show_progress(done: int, total: int) -> None:
    end = "\n" if done == total else ""
    if sys.stderr.isatty() or end:
        print(f"\r  demo content: {done * 100 // total} %", end=end, file=sys.stderr, flush=True)


@demo.command("seed")
def seed_demo() -> None:
    """Write the demo content into an empty board; do nothing when there is content already."""
    if current_app.config["IS_PRODUCTION"]:
        raise click.ClickException(
            "The demo has known passwords and is refused when CAREBOARD_ENV is production."
        )
    read_here(current_app)
    try:
        print(f"{seed(show_progress)} demo posts written")
    except NotEmpty:
        print("The board has content already; nothing was written.")


@demo.command("open")
def open_demo() -> None:
    """Bring the database up to date and print the demo sign-ins: one start of the board instead of two."""
    upgrade()
    _print_sign_ins()


@demo.command("sign-ins")
def print_sign_ins() -> None:
    """Print one demo sign-in of each role."""
    _print_sign_ins()


def _print_sign_ins() -> None:
    for role, email in sign_ins():
        print(f"  {role:<10} {email:<34} password {PASSWORD}")
    print("  Moderators and admins type a code too: the page that asks for it shows it, in this demo only.")
