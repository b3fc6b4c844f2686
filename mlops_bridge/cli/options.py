"""Options that several commands share."""

from __future__ import annotations

import re
from pathlib import Path

import click

tracking_option = click.option(
    "--tracking-uri",
    envvar="MLFLOW_TRACKING_URI",
    help="MLflow.  [default: SQLite in the project]",
)
project_option = click.option(
    "--project",
    type=click.Path(path_type=Path),
    default=".",
    help="The project, for its database, notebook and data.  [default: this folder]",
)
reason_option = click.option("--reason", default="", help="Why; recorded with who and when.")


class Assignments(click.Command):
    """Takes ``-p NAME=VALUE`` as well as ``-p NAME VALUE``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, separated(args))


def separated(args: list[str]) -> list[str]:
    """Arguments with ``-p NAME=VALUE`` as three words."""
    found: list[str] = []
    for word in args:
        match = re.match(r"([^\W\d]\w*)=(.*)$", word, re.DOTALL)
        if match and found and found[-1] in ("-p", "--param"):
            found += [match[1], match[2]]
        else:
            found.append(word)
    return found
