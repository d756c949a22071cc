"""`flask --app forum cases export FILE`: labelled cases for `python -m moderation evaluate`."""

from datetime import UTC, datetime
from pathlib import Path

import click
from flask.cli import AppGroup

from forum.cases.export import export
from forum.db import db

cases = AppGroup("cases", help="Decided posts as labelled cases, without names; see docs/cases.md.")


@cases.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only those approved on this day or later.")
def export_cases(file: Path, since: datetime | None) -> None:
    """Write the approved cases to FILE, which must not be there yet."""
    try:
        count = export(file, since.replace(tzinfo=UTC) if since else None)
    except FileExistsError:
        raise click.ClickException(f"{file} is there already. Nothing was written.") from None
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}.") from None
    db.session.commit()
    if not count:
        click.echo("No case is approved. Nothing was written.")
    else:
        click.echo(f"{count:,} {'case' if count == 1 else 'cases'} written to {file}.")
