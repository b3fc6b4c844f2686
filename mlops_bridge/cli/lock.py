"""`nb2prod lock`."""

from __future__ import annotations

from pathlib import Path

import click

from .. import api
from .console import done, json_option, progress, tell, warn


@click.command(
    "lock",
    epilog="""\b
Examples:
  nb2prod lock job
  nb2prod lock job --python 3.12 --platform linux-aarch64
  nb2prod lock job --offline""",
)
@click.argument("project", type=click.Path(path_type=Path))
@click.option(
    "--resolver", type=click.Choice(["pip-tools", "uv"]), help="Who resolves.  [default: pip-tools]"
)
@click.option("--python", "pythons", multiple=True, metavar="3.X", help="Lock for another Python.")
@click.option(
    "--platform",
    "platforms",
    multiple=True,
    metavar="NAME",
    help="Lock for another platform: linux-x86_64, linux-aarch64, macos-arm64, macos-x86_64, "
    "windows-x86_64. One file each, in requirements/.",
)
@click.option("--offline", is_flag=True, help="Pin what is installed; no index, no hashes.")
@click.option(
    "--ignore-project",
    is_flag=True,
    help="Lock the kernel's versions, whatever the notebook's own project pins.",
)
@click.option("--conda", is_flag=True, help="Also environment.yml and env-lock.txt.")
@click.option("--sbom", is_flag=True, help="Also sbom.json, in CycloneDX.")
@json_option
def command(
    project: Path,
    resolver: str | None,
    pythons: tuple[str, ...],
    platforms: tuple[str, ...],
    style: str,
    **options: bool,
) -> int:
    """Pin all that the job installs, with hashes, at the versions of the notebook's kernel."""
    targets = [
        (python, platform) for python in pythons or (None,) for platform in platforms or (None,)
    ]
    locks = []
    with progress(style == "json") as report:
        for python, platform in targets:
            locks.append(
                api.lock(
                    project,
                    resolver=resolver,
                    python=python,
                    platform=platform,
                    report=report,
                    **options,
                )
            )
    if style == "json":
        tell(locks[0] if len(locks) == 1 else locks)
    else:
        for lock in locks:
            say(lock)
    return 0


def say(lock: api.Lock) -> None:
    """Tell what a lock pins."""
    how = f"with hashes by {lock.resolver}" if lock.hashed else "as installed, without hashes,"
    done(f"{lock.requirements}: {lock.pins} packages pinned {how} in {lock.seconds:.0f} s")
    for path in lock.files[1:]:
        done(str(path))
    for note in lock.notes:
        warn(note)
