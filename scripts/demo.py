"""The first database of `make run`: filled beside its place and moved there when it is whole."""

import os
import sqlite3
from pathlib import Path

from scripts import environment
from scripts.board import NO_SETTINGS, Settings, flask
from scripts.problem import say

DATABASE = environment.ROOT / "var" / "careboard.sqlite3"
OWN_DATABASE = ("DATABASE_URL", "CAREBOARD_DATABASE_URL")


def prepare(settings: Settings = NO_SETTINGS) -> str:
    """Bring the database up to date, fill an empty one, and return the demo sign-ins."""
    if is_chosen(settings):
        migrate_and_fill(settings)
    elif not DATABASE.exists():
        fill_new_file(DATABASE)
    return flask("demo", "open", settings=settings)


def is_chosen(settings: Settings) -> bool:
    """True when the database is not our file in var/, but one that somebody named."""
    dotenv = environment.ROOT / ".env"
    named = dotenv.read_text() if dotenv.exists() else ""
    return any(name in settings or os.environ.get(name) or name in named for name in OWN_DATABASE)


def fill_new_file(database: Path, settings: Settings = NO_SETTINGS) -> None:
    """A stop half-way leaves no half-filled board behind: the next run begins anew."""
    new = database.with_suffix(".new")
    for old in database.parent.glob(f"{new.name}*"):
        old.unlink()
    migrate_and_fill({**settings, "CAREBOARD_DATABASE_URL": f"sqlite:///{new}"})
    connection = sqlite3.connect(new)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # what stands in the side file must not stay behind
    connection.close()
    new.rename(database)


def migrate_and_fill(settings: Settings) -> None:
    say("Making the database and its demo content (about a minute, only once) ...")
    flask("db", "upgrade", settings=settings)
    flask("demo", "seed", settings=settings)
