"""`flask --app forum sign-in …`: what an operator asks about signing in."""

import click
from flask.cli import AppGroup

from forum.signin.linking_page import linking_page

sign_in = AppGroup("sign-in", help="Signing in: the linking table.")


@sign_in.command("table")
def table_command() -> None:
    """Print the linking table as Markdown, as docs/sign-in.md holds it."""
    click.echo(linking_page(), nl=False)
