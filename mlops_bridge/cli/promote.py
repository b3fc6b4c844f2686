"""`nb2prod promote`."""

from __future__ import annotations

from pathlib import Path

import click

from .. import api
from .console import done, json_option, progress, tell, warn
from .options import project_option, reason_option, tracking_option


@click.command(
    "promote",
    epilog="""\b
Examples:
  nb2prod promote churn --if 'accuracy > 0.8'
  nb2prod promote churn --if 'f1 >= 0.7 and accuracy > champion' --reason "July data"
  nb2prod promote churn --version 4

The metrics are those of the version's newest finished run; `champion` is the version that has the
alias now. Set NB2PROD_ALERT_URL to a webhook that is told when a gate is not met. Exit code 0
promoted, 1 the condition does not hold.""",
)
@click.argument("name")
@click.option("--if", "condition", metavar="CONDITION", help="What must hold, such as 'auc > 0.8'.")
@click.option(
    "--version", default="candidate", show_default=True, help="Number, or the alias it has now."
)
@click.option("--alias", default="champion", show_default=True, help="The alias to move.")
@reason_option
@project_option
@tracking_option
@json_option
def command(
    name: str,
    condition: str | None,
    version: str,
    alias: str,
    reason: str,
    project: Path,
    tracking_uri: str | None,
    style: str,
) -> int:
    """Let a version become the champion, if its metrics hold."""
    with progress(style == "json") as report:
        found = api.promote(
            name,
            project=project,
            condition=condition,
            version=version,
            alias=alias,
            reason=reason,
            tracking_uri=tracking_uri,
            report=report,
        )
    if style == "json":
        tell(found)
    elif found.met:
        done(found.sentence)
    else:
        warn(found.sentence)
    return found.exit_code
