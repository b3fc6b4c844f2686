"""`nb2prod ship`."""

from __future__ import annotations

from pathlib import Path

import click

from .. import api
from ..errors import EngineMissing, MissingExtra
from . import build, convert, lock, register, run, verify
from .console import json_option, progress, tell, warn
from .options import Assignments


@click.command(
    "ship",
    cls=Assignments,
    epilog="""\b
Example:
  nb2prod ship churn.ipynb -o job

Each part is a command of its own: convert, verify --repair, lock, build (if a Docker engine
answers), register, run.""",
)
@click.argument("notebook", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="Folder to write.  [default: NOTEBOOK-job beside it]",
)
@click.option(
    "-p",
    "--param",
    "parameters",
    type=(str, str),
    multiple=True,
    metavar="NAME=VALUE",
    help="A parameter of the run.",
)
@click.option(
    "--resolver",
    type=click.Choice(["pip-tools", "uv"]),
    help="Who resolves the lock.  [default: pip-tools]",
)
@click.option("--base", metavar="IMAGE", help="The image to stand on.")
@click.option(
    "--ignore-project",
    is_flag=True,
    help="Lock the kernel's versions, whatever the notebook's own project pins.",
)
@click.option("--network", envvar="NB2PROD_BUILD_NETWORK", help="Network of the image's build.")
@click.option(
    "--image/--no-image",
    default=True,
    show_default=True,
    help="Build the image when an engine answers.",
)
@click.option(
    "--tracking-uri", envvar="MLFLOW_TRACKING_URI", help="MLflow.  [default: SQLite in the project]"
)
@click.option("--timeout", type=float, metavar="SECONDS", help="Longest time of one run.")
@click.option("--force", is_flag=True, help="Replace files that were edited by hand.")
@json_option
def command(
    notebook: Path,
    out: Path | None,
    parameters: tuple[tuple[str, str], ...],
    resolver: str | None,
    base: str | None,
    ignore_project: bool,
    network: str | None,
    image: bool,
    tracking_uri: str | None,
    timeout: float | None,
    force: bool,
    style: str,
) -> int:
    """Do it all: convert, prove equal, lock, build, register, run. Runs the notebook's code."""
    folder = out or convert.default_out(notebook)
    quiet = style == "json"
    result: dict[str, object] = {}
    with progress(quiet) as report:
        result["convert"] = converted = api.convert(
            notebook, folder, force=force, base=base, report=report
        )
    if not quiet:
        convert.say(converted)
    with progress(quiet) as report:
        result["verify"] = verdict = api.verify(folder, repair=True, timeout=timeout, report=report)
    if not quiet:
        verify.say(verdict)
    if not verdict.equal:
        if quiet:
            tell(result)
        else:
            warn("stopped: a job that is not proved equal is not shipped")
        return verdict.exit_code
    with progress(quiet) as report:
        result["lock"] = locked = api.lock(
            folder, resolver=resolver, ignore_project=ignore_project, report=report
        )
    if not quiet:
        lock.say(locked)
    made = None
    if image:
        try:
            with progress(quiet) as report:
                result["build"] = made = api.build(folder, network=network, report=report)
            if not quiet:
                build.say(made)
        except (EngineMissing, MissingExtra) as error:
            result["build"] = {"skipped": error.what}
            warn(f"no image: {error.what}; the Dockerfile is written")
    with progress(quiet) as report:
        result["register"] = version = api.register(
            folder, tracking_uri=tracking_uri, image=made.id if made else None, report=report
        )
    if not quiet:
        register.say(version)
    with progress(quiet) as report:
        result["run"] = ended = api.run(
            folder, dict(parameters), tracking_uri=tracking_uri, timeout=timeout, report=report
        )
    if quiet:
        tell(result)
    else:
        run.say(ended)
        _look(folder, version, ended)
    return ended.code


def _look(folder: Path, version: api.Version, ended: api.Run) -> None:
    click.echo("\nWhere to look:")
    click.echo(f"  {folder / 'README.md'}   the steps, the parameters, what moved and why")
    click.echo(f"  {folder / 'src'}   the package")
    click.echo(f"  {ended.out}   the executed notebook, its page, the files")
    chain = f"nb2prod trace models:/{version.name}@{version.alias} --project {folder}"
    click.echo(f"  {chain}   the chain from the notebook to this version, checked")
    click.echo(f"  mlflow ui --backend-store-uri {version.tracking_uri}   the runs and versions")
