"""`nb2prod sync`."""

from __future__ import annotations

from pathlib import Path

import click

from .. import api
from .console import done, json_option, progress, tell, warn


@click.command(
    "sync",
    epilog="""\b
Examples:
  nb2prod sync job
  nb2prod sync job --tracking-uri https://mlflow.example.com

Exit code 0 all sent, 1 some still wait.""",
)
@click.argument("project", type=click.Path(path_type=Path))
@click.option(
    "--tracking-uri",
    help="Where to send the runs.  [default: the server that each of them waits for]",
)
@json_option
def command(project: Path, tracking_uri: str | None, style: str) -> int:
    """Send the runs that a tracking server did not get while it could not be reached."""
    with progress(style == "json") as report:
        found = api.sync(project, tracking_uri=tracking_uri, report=report)
    if style == "json":
        tell(found)
        return 1 if found.waiting else 0
    for name, run_id in found.sent.items():
        done(f"sent {name}: run {run_id}")
    for name, why in found.waiting.items():
        warn(f"{name} still waits: {why}")
    if not found.sent and not found.waiting:
        done("nothing waits")
    return 1 if found.waiting else 0
