"""`nb2prod reproduce`."""

from __future__ import annotations

from pathlib import Path

import click

from .. import api
from .console import done, json_option, progress, tell, warn
from .options import project_option, tracking_option


@click.command(
    "reproduce",
    epilog="""\b
Examples:
  nb2prod reproduce 0f3c9a… --project job
  nb2prod reproduce models:/churn@champion -o then/

Exit code 0 equal, 1 something differs, 2 it cannot be brought back.""",
)
@click.argument("run_id", metavar="RUN")
@click.option("--data", type=click.Path(path_type=Path), help="Folder with the data today.")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Keep what was restored there.")
@click.option("--timeout", type=float, metavar="SECONDS", help="Longest time of the run.")
@project_option
@tracking_option
@json_option
def command(
    run_id: str,
    data: Path | None,
    out: Path | None,
    timeout: float | None,
    project: Path,
    tracking_uri: str | None,
    style: str,
) -> int:
    """Run again what a run ran, with its code, environment and data, and compare."""
    with progress(style == "json") as report:
        found = api.reproduce(
            run_id,
            project=project,
            data=data,
            out=out,
            tracking_uri=tracking_uri,
            timeout=timeout,
            report=report,
        )
    if style == "json":
        tell(found)
        return found.exit_code
    if found.equal:
        text = f"EQUAL: run {found.again.run_id} gives what {found.run_id} gave"
        done(text, found.environment)
    else:
        mark = click.style("✗ ", fg="red")
        click.echo(f"{mark}DIFFERENT: run {found.again.run_id} gives other results")
        click.echo(f"  {found.environment}")
        for difference in found.differences:
            click.echo(f"  {difference}")
    for note in found.notes:
        warn(note)
    return found.exit_code
