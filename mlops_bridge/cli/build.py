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
  nb2prod build job --tag churn:3 --network host
  nb2prod build job --buildkit --secret pip_conf=~/.config/pip/pip.conf""",
)
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--tag", help="Name of the image.  [default: the package's, and its content]")
@click.option(
    "--network",
    envvar="NB2PROD_BUILD_NETWORK",
    help="Network of the build, e.g. host behind a proxy.",
)
@click.option("--buildkit", is_flag=True, help="Build with BuildKit: pip's cache is kept.")
@click.option(
    "--secret",
    "secrets",
    multiple=True,
    metavar="NAME=FILE",
    help="With --buildkit: pip_conf, ca or netrc, read by the build and kept in no layer.",
)
@click.option("--no-cache", is_flag=True, help="Take no layer of an earlier build.")
@json_option
def command(
    project: Path,
    tag: str | None,
    network: str | None,
    buildkit: bool,
    secrets: tuple[str, ...],
    no_cache: bool,
    style: str,
) -> int:
    """Build the job's image with the Docker engine."""
    files = {}
    for word in secrets:
        name, equals, path = word.partition("=")
        if not equals or name not in ("pip_conf", "ca", "netrc"):
            raise click.BadParameter(f"{word}: write pip_conf=FILE, ca=FILE or netrc=FILE")
        files[name] = Path(path).expanduser()
    with progress(style == "json") as report:
        image = api.build(
            project,
            tag=tag,
            network=network,
            buildkit=buildkit,
            secrets=files,
            cache=not no_cache,
            report=report,
        )
    if style == "json":
        tell(image)
    else:
        say(image)
    return 0


def say(image: api.Image) -> None:
    """Tell what was built."""
    done(f"image {image.tag}: {image.size / 2**20:.0f} MB on {image.base} in {image.seconds:.0f} s")
    if image.parts:
        named = ", ".join(f"{part.name} {part.size / 2**20:.0f}" for part in image.parts)
        done(f"largest parts, in MB: {named}")
