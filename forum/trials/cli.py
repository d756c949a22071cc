"""`flask --app forum rules`: which proposals the board reads with, and what stands in them."""

import click
from flask import current_app
from flask.cli import AppGroup

from forum.screening import RuleError, ScreeningError, reader_version
from forum.trials import live, queries
from forum.trials.kinds import line_of
from forum.trials.pack import as_toml

rules = AppGroup("rules", help="Rule changes that were proposed and went live.")


@rules.command("show")
def show() -> None:
    """Print each live rule change as a rule file, and the version of the reader that has them all."""
    proposals = list(queries.live_proposals())
    for proposal in proposals:
        approver = proposal.approved_by.name if proposal.approved_by else "nobody"
        click.echo(f"# proposal {proposal.id}: {line_of(proposal)}")
        click.echo(f"# live since {proposal.live_at:%Y-%m-%d %H:%M} UTC, approved by {approver}")
        click.echo(as_toml(proposal.kind, proposal.content, current_app.extensions["rules"]))
    if not proposals:
        click.echo("No proposal is live: the board reads with its rule files alone.")
    try:
        live.refresh()
        for proposal_id, reason in live.faults().items():
            click.echo(f"# proposal {proposal_id} is left out: {reason}")
        click.echo(f"# reader {reader_version()}")
    except (RuleError, ScreeningError) as error:
        raise click.ClickException(f"the reader gives no answer: {error}") from None
