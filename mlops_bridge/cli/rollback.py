"""`nb2prod rollback`."""

from __future__ import annotations

from pathlib import Path

import click

from .. import api
from .console import done, json_option, progress, tell, warn
from .options import project_option, reason_option, tracking_option


@click.command(
    "rollback",
    epilog="""\b
Examples:
  nb2prod rollback churn                the version before, into churn-v2/
  nb2prod rollback churn --to 3 -o back --reason "wrong prices since Monday"
  nb2prod rollback churn --alias-only

The alias moves first. Then the version's project and, in its folder `data`, the inputs as they were
when it was registered: unchanged ones are copied, others come from DVC or git.""",
)
@click.argument("name")
@click.option("--to", default="", metavar="VERSION", help="The version.  [default: the one before]")
@click.option("--alias", default="champion", show_default=True, help="The alias to move.")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="Folder to restore into.  [default: NAME-vVERSION]",
)
@click.option("--alias-only", is_flag=True, help="Move the alias, restore nothing.")
@click.option("--data", type=click.Path(path_type=Path), help="Folder with the data today.")
@reason_option
@project_option
@tracking_option
@json_option
def command(
    name: str,
    to: str,
    alias: str,
    out: Path | None,
    alias_only: bool,
    data: Path | None,
    reason: str,
    project: Path,
    tracking_uri: str | None,
    style: str,
) -> int:
    """Go back to the version before, with its code, its environment and its data."""
    with progress(style == "json") as report:
        found = api.rollback(
            name,
            project=project,
            to=to,
            alias=alias,
            out=out,
            restored=not alias_only,
            data=data,
            reason=reason,
            tracking_uri=tracking_uri,
            report=report,
        )
    if style == "json":
        tell(found)
        return 0
    detail = []
    if found.folder is not None:
        place = found.folder / "data"
        detail.append(f"project and lock: {found.folder}")
        if found.data:
            detail.append(f"data: {', '.join(found.data)} in {place}")
        detail.append(f"run it: nb2prod run {found.folder} --data {place}")
    if found.image:
        detail.append(f"image: {found.image}")
    done(
        f"{found.name}: @{found.alias} is version {found.version} again, {found.before} was",
        "\n".join(detail),
    )
    for file, why in found.missing.items():
        warn(f"`{file}` could not be brought back: {why}")
    for note in found.notes:
        warn(note)
    return 0
