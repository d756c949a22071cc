"""`flask --app forum members …`: what an operator does for members."""

import click
from flask.cli import AppGroup

from forum.db import db
from forum.members.models import Member
from forum.members.queries import find_by_email
from forum.members.roles import ROLES, add_role, remove_role

members = AppGroup("members", help="Members: give and take roles.")

role_argument = click.argument("role", type=click.Choice(list(ROLES)))


def member_at(email: str) -> Member:
    member = find_by_email(email)
    if member is None:
        raise click.ClickException("No member has this e-mail address. They sign up on the board first.")
    return member


@members.command("add-role")
@click.argument("email")
@role_argument
def add_role_command(email: str, role: str) -> None:
    """Give the member with this e-mail address a role."""
    member = member_at(email)
    changed = add_role(member, role)
    db.session.commit()
    click.echo(f"{member.name} is {role} now." if changed else f"{member.name} is {role} already.")


@members.command("remove-role")
@click.argument("email")
@role_argument
def remove_role_command(email: str, role: str) -> None:
    """Take a role from the member with this e-mail address."""
    member = member_at(email)
    changed = remove_role(member, role)
    db.session.commit()
    click.echo(f"{member.name} is no longer {role}." if changed else f"{member.name} was not {role}.")
