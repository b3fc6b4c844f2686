"""`nb2prod data`."""

from __future__ import annotations

from pathlib import Path

import click

from .. import api
from .console import done, json_option, progress, tell, warn


@click.group("data")
def command() -> None:
    """Keep versions of a job's data."""


@command.command(
    "add",
    epilog="""\b
Examples:
  nb2prod data add customers.csv --notebook churn.ipynb
  nb2prod data add customers.csv --notebook churn.ipynb --diff

Commits the pointer that git keeps, and nothing else. A job that runs outside of the repository
finds the data by DVC_REPO, a path or an address of the repository; `verify` and `run` set it.""",
)
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--notebook",
    type=click.Path(path_type=Path),
    help="Let this notebook read the revision that the file has now.",
)
@click.option("--diff", is_flag=True, help="Show how the notebook would change; do not write it.")
@click.option("--no-push", is_flag=True, help="Leave DVC's remote alone.")
@json_option
def add(path: Path, notebook: Path | None, diff: bool, no_push: bool, style: str) -> int:
    """Put a file under DVC, and pin the notebook's read of it to that revision."""
    with progress(style == "json") as report:
        found = api.add_data(
            path, notebook=notebook, push=not no_push, write=not diff, report=report
        )
    if style == "json":
        tell(found)
        return 0
    where = f", sent to `{found.added.pushed}`" if found.added.pushed else ""
    done(f"{found.added.path}: DVC {found.added.md5[:12]} at {found.added.revision[:12]}{where}")
    if found.diff:
        click.echo(found.diff)
    if found.written:
        done(f"{notebook} reads that revision now")
    for note in found.notes:
        warn(note)
    return 0
