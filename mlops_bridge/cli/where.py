"""`nb2prod where`."""

from __future__ import annotations

import click

from .. import api
from .console import json_option, tell


@click.command(
    "where",
    epilog="""\b
Example:
  nb2prod where job/src/churn/steps.py:42""",
)
@click.argument("place", metavar="FILE:LINE")
@json_option
def command(place: str, style: str) -> int:
    """Name the notebook's cell and line behind a line of a generated module."""
    cell, line = api.where(place)
    if style == "json":
        tell({"cell": cell, "line": line})
    else:
        click.echo(f"cell {cell}, line {line}")
    return 0
