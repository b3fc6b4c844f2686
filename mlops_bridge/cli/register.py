"""`nb2prod register`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from .. import api
from .console import done, json_option, progress, tell, warn


@click.command(
    "register",
    epilog="""\b
Examples:
  nb2prod register job
  nb2prod register job --tracking-uri sqlite:///mlflow.db --alias candidate""",
)
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--name", help="Name of the registered job.  [default: the package's]")
@click.option(
    "--tracking-uri",
    envvar="MLFLOW_TRACKING_URI",
    help="MLflow to register in.  [default: SQLite in the project]",
)
@click.option(
    "--alias", default="candidate", show_default=True, help="Alias to put on the version."
)
@click.option(
    "--execute",
    type=click.Choice(["papermill", "module"]),
    default="papermill",
    show_default=True,
    help="What a prediction of the version runs: the job notebook, or the package.",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    help="Folder with the data, whose digests are kept.  [default: the notebook's]",
)
@json_option
def command(
    project: Path,
    name: str | None,
    tracking_uri: str | None,
    alias: str,
    execute: Literal["papermill", "module"],
    data: Path | None,
    style: str,
) -> int:
    """Register the job as a version in MLflow; the same content registers no second version."""
    for concern in api.concerns(project):
        warn(concern)
    with progress(style == "json") as report:
        version = api.register(
            project,
            name=name,
            tracking_uri=tracking_uri,
            alias=alias,
            execute=execute,
            data=data,
            report=report,
        )
    if style == "json":
        tell(version)
    else:
        say(version)
    return 0


def say(version: api.Version) -> None:
    """Tell which version a job has."""
    state = "registered" if version.created else "unchanged since"
    number = f"version {version.version} (@{version.alias})"
    done(f"{version.name}: {state} {number} in {version.tracking_uri}")
