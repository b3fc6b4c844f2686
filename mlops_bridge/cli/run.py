"""`nb2prod run`."""

from __future__ import annotations

from pathlib import Path

import click

from .. import api
from .console import done, json_option, progress, tell, warn
from .options import Assignments, reason_option


@click.command(
    "run",
    cls=Assignments,
    epilog="""\b
Examples:
  nb2prod run job
  nb2prod run job -p test_size=0.3 -p data_path=july.csv --data exports/
  nb2prod run job --accept-data "the export of July" --retries 2

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
    metavar="NAME=VALUE",
    help="A parameter; may be repeated. `NAME VALUE`, as papermill has it, works as well.",
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
@click.option("--timeout", type=float, metavar="SECONDS", help="Longest time of one attempt.")
@click.option(
    "--retries",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="Further attempts after a time-out or a dead kernel.",
)
@click.option("--html/--no-html", default=True, show_default=True, help="Render a page of the run.")
@click.option("--once", is_flag=True, help="Run nothing if the same run has finished before.")
@click.option("--accept-data", metavar="WHY", help="Why the data may differ from the registered.")
@reason_option
@json_option
def command(
    project: Path,
    parameters: tuple[tuple[str, str], ...],
    data: Path | None,
    tracking_uri: str | None,
    timeout: float | None,
    retries: int,
    html: bool,
    once: bool,
    accept_data: str | None,
    reason: str,
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
            retries=retries,
            html=html,
            once=once,
            accept_data=accept_data,
            reason=reason,
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
        if not run.repeated:
            done(
                f"run {run.run_id} finished before with the same data and parameters", str(run.out)
            )
            return
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
