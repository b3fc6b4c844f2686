"""`nb2prod sweep`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from .. import api
from .console import done, json_option, progress, tell, warn
from .options import Assignments, tracking_option

ROWS = 20


@click.command(
    "sweep",
    cls=Assignments,
    epilog="""\b
Examples:
  nb2prod sweep job -p lr=0.01,0.1 -p trees=range(50,250,50)
  nb2prod sweep job -p lr=0.01,0.1 --best -rmse --workers 4
  nb2prod sweep job -p lr=0.01,0.1 --scheduler tcp://scheduler:8786

The same call continues a sweep that was interrupted. Exit code 0 all finished, 1 some failed.""",
)
@click.argument("project", type=click.Path(path_type=Path))
@click.option(
    "-p",
    "--param",
    "parameters",
    type=(str, str),
    multiple=True,
    metavar="NAME=VALUES",
    help="Values between commas, a list, or range(...); may be repeated.",
)
@click.option("--workers", type=click.IntRange(min=1), help="Jobs at once.  [default: processors]")
@click.option(
    "--scheduler", metavar="ADDRESS", help="Dask scheduler that runs the jobs (extra `dask`)."
)
@click.option(
    "--best",
    "metric",
    metavar="[-]METRIC",
    help="What the best job is best in; -METRIC where smaller is better.  [default: guessed]",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    help="Folder with the data.  [default: the notebook's]",
)
@click.option("--timeout", type=float, metavar="SECONDS", help="Longest time of one job.")
@click.option("--retries", type=click.IntRange(min=0), default=0, help="After a dead kernel.")
@click.option("--accept-data", metavar="WHY", help="Why the data may differ from the registered.")
@click.option("--fresh", is_flag=True, help="Forget an interrupted sweep of the same values.")
@tracking_option
@json_option
def command(
    project: Path,
    parameters: tuple[tuple[str, str], ...],
    workers: int | None,
    scheduler: str | None,
    metric: str | None,
    data: Path | None,
    timeout: float | None,
    retries: int,
    accept_data: str | None,
    fresh: bool,
    tracking_uri: str | None,
    style: str,
) -> int:
    """Run a job with every combination of some values. Runs the notebook's code."""
    for concern in api.concerns(project):
        warn(concern)
    quiet = style == "json"
    with _table(quiet) as table, progress(quiet or sys.stderr.isatty()) as report:
        found = api.sweep(
            project,
            dict(parameters),
            workers=workers,
            scheduler=scheduler,
            data=data,
            tracking_uri=tracking_uri,
            timeout=timeout,
            retries=retries,
            accept_data=accept_data,
            metric=metric,
            fresh=fresh,
            table=table,
            report=report,
        )
    if quiet:
        tell(found)
        return found.exit_code
    for line in lines(found.jobs, found.metric):
        click.echo(line)
    finished = sum(job.finished for job in found.jobs)
    text = f"{finished} of {len(found.jobs)} jobs finished in {found.seconds:.0f} s"
    if found.best is not None:
        job = found.jobs[found.best]
        words = ", ".join(f"{k} {v}" for k, v in job.parameters.items())
        text += f"; best {found.metric} {job.metrics[found.metric]:.6g} with {words}"
    (warn if found.exit_code else done)(text)
    click.echo(f"  run {found.run_id}, table and picture in {found.folder}")
    for note in found.notes:
        warn(note)
    return found.exit_code


def lines(jobs: Sequence[api.Job], metric: str) -> list[str]:
    """One line for each job."""
    found = []
    for job in jobs:
        words = " ".join(f"{k}={v}" for k, v in job.parameters.items())
        value = job.metrics.get(metric)
        said = f"{metric} {value:.6g}" if value is not None else job.error.partition("\n")[0][:100]
        state = "✓" if job.finished else "✗" if job.code > 0 else "·"
        found.append(f"{state} {words}  {said}{' (from before)' if job.kept else ''}".rstrip())
    return found


@contextmanager
def _table(quiet: bool) -> Iterator[Callable[[Sequence[api.Job]], None] | None]:
    """A table on the terminal that follows the jobs; None where nobody would see it move."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.live import Live
    from rich.table import Table

    with Live(console=Console(stderr=True), refresh_per_second=4, transient=True) as live:

        def show(jobs: Sequence[api.Job]) -> None:
            names = list(jobs[0].parameters) if jobs else []
            measured = list(dict.fromkeys(n for job in jobs for n in job.metrics))[:6]
            table = Table(*names, *measured, "seconds", "")
            over = [job for job in jobs if job.code >= 0]
            for job in over[-ROWS:]:
                values = [str(job.parameters[n]) for n in names]
                numbers = [f"{job.metrics[n]:.6g}" if n in job.metrics else "" for n in measured]
                end = "" if job.finished else (job.error or "failed")[:60]
                table.add_row(*values, *numbers, f"{job.seconds:.1f}", end)
            table.caption = f"{len(over)} of {len(jobs)} ended"
            live.update(table)

        yield show
