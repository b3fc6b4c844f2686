"""`nb2prod where`."""

from __future__ import annotations

import click

from .. import api


@click.command(
    "where",
    epilog="""\b
Example:
  nb2prod where job/src/churn/steps.py:42""",
)
@click.argument("place", metavar="FILE:LINE")
def command(place: str) -> int:
    """Name the notebook's cell and line behind a line of a generated module."""
    click.echo(api.where(place))
    return 0
