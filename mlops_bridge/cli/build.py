"""`nb2prod build`."""

from __future__ import annotations

from pathlib import Path

import click

from .. import api
from .console import done, json_option, progress, tell


@click.command(
    "build",
    epilog="""\b
Examples:
  nb2prod build job
  nb2prod build job --tag churn:3 --network host""",
)
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--tag", help="Name of the image.  [default: the package's, and its content]")
@click.option(
    "--network",
    envvar="NB2PROD_BUILD_NETWORK",
    help="Network of the build, e.g. host behind a proxy.",
)
@json_option
def command(project: Path, tag: str | None, network: str | None, style: str) -> int:
    """Build the job's image with the Docker engine."""
    with progress(style == "json") as report:
        image = api.build(project, tag=tag, network=network, report=report)
    if style == "json":
        tell(image)
    else:
        say(image)
    return 0


def say(image: api.Image) -> None:
    """Tell what was built."""
    done(f"image {image.tag}: {image.size / 2**20:.0f} MB on {image.base} in {image.seconds:.0f} s")
