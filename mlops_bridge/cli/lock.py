"""`nb2prod lock`."""

from __future__ import annotations

from pathlib import Path

import click

from .. import api
from .console import done, json_option, progress, tell


@click.command(
    "lock",
    epilog="""\b
Example:
  nb2prod lock job""",
)
@click.argument("project", type=click.Path(path_type=Path))
@click.option(
    "--resolver", type=click.Choice(["pip-tools", "uv"]), help="Who resolves.  [default: pip-tools]"
)
@json_option
def command(project: Path, resolver: str | None, style: str) -> int:
    """Pin all that the job installs, with hashes, at the versions of the notebook's kernel."""
    with progress(style == "json") as report:
        lock = api.lock(project, resolver=resolver, report=report)
    if style == "json":
        tell(lock)
    else:
        say(lock)
    return 0


def say(lock: api.Lock) -> None:
    """Tell what a lock pins."""
    done(
        f"{lock.requirements}: {lock.pins} packages pinned with hashes by {lock.resolver}"
        f" in {lock.seconds:.0f} s"
    )
