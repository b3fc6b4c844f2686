"""`nb2prod run`."""

from __future__ import annotations

from pathlib import Path

import click

from .. import api
from .console import done, json_option, progress, tell, warn


@click.command(
    "run",
    epilog="""\b
Examples:
  nb2prod run job
  nb2prod run job -p test_size 0.3 -p data_path july.csv --data exports/

Exit code 0 done, 2 bad parameters, 3 a cell failed, 4 time-out, 5 the kernel died, 6 out of
memory.""",
)
@click.argument("project", type=click.Path(path_type=Path))
@click.option(
    "-p",
    "--param",
    "parameters",
    type=(str, str),
    multiple=True,
    metavar="NAME VALUE",
    help="A parameter; may be repeated.",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    help="Folder with the data.  [default: the notebook's]",
)
@click.option(
    "--tracking-uri",
    envvar="MLFLOW_TRACKING_URI",
    help="MLflow to record in.  [default: SQLite in the project]",
)
@click.option("--timeout", type=float, metavar="SECONDS", help="Longest time of the run.")
@json_option
def command(
    project: Path,
    parameters: tuple[tuple[str, str], ...],
    data: Path | None,
    tracking_uri: str | None,
    timeout: float | None,
    style: str,
) -> int:
    """Execute the job by papermill and record the run in MLflow. Runs the notebook's code."""
    for concern in api.concerns(project):
        warn(concern)
    with progress(style == "json") as report:
        run = api.run(
            project,
            dict(parameters),
            data=data,
            tracking_uri=tracking_uri,
            timeout=timeout,
            report=report,
        )
    if style == "json":
        tell(run)
    else:
        say(run)
    return run.code


def say(run: api.Run) -> None:
    """Tell how a run ended and where to look."""
    metrics = "  ".join(f"{name} {value:.4g}" for name, value in list(run.metrics.items())[:6])
    if run.code == 0:
        version = run.version or "not registered"
        done(
            f"run {run.run_id} finished in {run.seconds:.0f} s, version {version}",
            f"{metrics}\n{run.out}".strip(),
        )
    else:
        click.echo(
            click.style("✗ ", fg="red")
            + f"run {run.run_id} {run.status.lower()}: {run.where}: {run.error}".replace(": :", ":")
        )
        click.echo(f"  what it reached is in {run.out}")
    for note in run.notes:
        warn(note)
