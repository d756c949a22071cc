"""`flask --app forum members …`: what an operator does for members."""

from collections.abc import Callable
from datetime import datetime

import click
import structlog
from flask.cli import AppGroup

from forum.db import db
from forum.factors.change import reset
from forum.members.models import Member
from forum.members.queries import find_by_email
from forum.members.roles import ROLES, add_role, remove_role
from forum.members.standing import MOST_REASON, restore, silence, suspend

members = AppGroup("members", help="Members: give and take roles, silence, suspend, restore, reset.")
log = structlog.get_logger()

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


days_option = click.option("--days", type=click.IntRange(1, 365), required=True, help="How long it lasts.")
reason_option = click.option("--reason", required=True, help="What the member is told.")


def checked_reason(reason: str) -> str:
    if len(reason) > MOST_REASON:
        raise click.ClickException(f"The reason is longer than {MOST_REASON} characters.")
    return " ".join(reason.split())


def stop(verb: Callable[..., datetime], what: str, email: str, days: int, reason: str) -> None:
    """Let the verb keep this member from something, and say until when."""
    member = member_at(email)
    until = verb(member, days, checked_reason(reason))
    db.session.commit()
    click.echo(f"{member.name} cannot {what} until {until:%Y-%m-%d %H:%M} UTC. A mail tells them why.")


@members.command("silence")
@click.argument("email")
@days_option
@reason_option
def silence_command(email: str, days: int, reason: str) -> None:
    """Stop a member from posting for some days; they still read and keep all help."""
    stop(silence, "post", email, days, reason)


@members.command("suspend")
@click.argument("email")
@days_option
@reason_option
def suspend_command(email: str, days: int, reason: str) -> None:
    """Keep a member from signing in for some days; their sessions end now."""
    stop(suspend, "sign in", email, days, reason)


@members.command("restore")
@click.argument("email")
def restore_command(email: str) -> None:
    """Lift silence or suspension before its time."""
    member = member_at(email)
    changed = restore(member)
    db.session.commit()
    click.echo(f"{member.name} may sign in and post." if changed else f"{member.name} was in good standing.")


@members.command("reset-second-factor")
@click.argument("email")
def reset_second_factor(email: str) -> None:
    """Take app, recovery codes and passkeys from a member who lost them, and sign them out everywhere.

    Whoever knows the password gets in then: be sure before that it is the member who asks.
    """
    member = member_at(email)
    changed = reset(member)
    db.session.commit()
    if changed:
        log.warning("second factor reset", member=member.id)
    click.echo(
        f"{member.name} signs in with one step now and was told by mail."
        if changed
        else f"{member.name} has no second factor and no passkey."
    )
