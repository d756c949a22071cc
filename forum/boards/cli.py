"""`flask --app forum boards …`: put up, take down and list boards."""

import re

import click
from flask.cli import AppGroup
from sqlalchemy import select

from forum.boards.arrange import add_board, delete_board
from forum.boards.models import Board
from forum.boards.queries import list_boards
from forum.db import db

boards = AppGroup("boards", help="Boards: add, delete, list.")

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def checked_slug(context: click.Context, parameter: click.Parameter, slug: str) -> str:
    if not SLUG.fullmatch(slug) or len(slug) > Board.slug.type.length:
        raise click.BadParameter(
            "small letters and numbers with single hyphens between, at most 60 characters"
        )
    return slug


def checked_title(context: click.Context, parameter: click.Parameter, title: str) -> str:
    if not title.strip() or not title.isprintable() or len(title) > Board.title.type.length:
        raise click.BadParameter("one line of at most 80 characters")
    return title.strip()


@boards.command("add")
@click.argument("slug", callback=checked_slug)
@click.argument("title", callback=checked_title)
@click.option("--description", default="", help="The line below the title.")
@click.option("--position", type=click.IntRange(0, 9999), help="Smaller numbers stand higher.")
def add(slug: str, title: str, description: str, position: int | None) -> None:
    """Put up the board TITLE at the address /boards/SLUG."""
    if not add_board(slug, title, description, position):
        raise click.ClickException(f"A board stands at /boards/{slug} already.")
    db.session.commit()
    click.echo(f"The board stands at /boards/{slug}.")


@boards.command("delete")
@click.argument("slug")
def delete(slug: str) -> None:
    """Hide the board at /boards/SLUG with its threads. `boards add` brings it back."""
    board = db.session.scalar(select(Board).filter_by(slug=slug))
    if board is None or not delete_board(board):
        raise click.ClickException(f"No board stands at /boards/{slug}.")
    db.session.commit()
    click.echo("The board is hidden with its threads.")


@boards.command("list")
def list_all() -> None:
    """Print the boards in their order: address, title, number of threads."""
    for row in list_boards():
        click.echo(f"{row.board.slug:30} {row.board.title} ({row.board.thread_count} threads)")
