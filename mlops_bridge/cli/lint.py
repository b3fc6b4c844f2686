"""`nb2prod lint`."""

from __future__ import annotations

import traceback
from pathlib import Path

import click

from .. import api
from .console import fail


@click.command(
    "lint",
    epilog="""\b
Examples:
  nb2prod lint churn.ipynb
  nb2prod lint notebooks/ --ignore NB --format json
  nb2prod lint churn.ipynb --with ruff,bandit,mypy

Exit code 1 when an error or a warning was found, 2 when a file could not be read.""",
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--with",
    "tools",
    default="",
    metavar="TOOLS",
    help="Also ruff, bandit, mypy, flake8 (through nbqa).",
)
@click.option(
    "--select", default="", metavar="CODES", help="Only these codes or prefixes, by comma."
)
@click.option("--ignore", default="", metavar="CODES", help="Not these codes or prefixes.")
@click.option(
    "--format",
    "style",
    default="text",
    metavar="FORMAT",
    help="text, json or github.  [default: text]",
)
@click.option("--verbose", is_flag=True, help="Show the traceback of a bug.")
def command(
    paths: tuple[Path, ...], tools: str, select: str, ignore: str, style: str, verbose: bool
) -> int:
    """Find what stands between a notebook and production. Runs none of its code."""
    from ..lint.reports import render

    linted = api.lint(paths, tools=_words(tools), select=_words(select), ignore=_words(ignore))
    text = render(style, linted.findings, linted.notebooks, min_confidence=linted.min_confidence)
    if text:
        click.echo(text.rstrip("\n"))
    for error in linted.errors.values():
        fail(error)
        if verbose and error.__cause__ is not None:
            traceback.print_exception(error.__cause__)
    if linted.errors:
        return 2
    counted = any(
        finding.severity != "info" and finding.confidence >= linted.min_confidence
        for found in linted.findings.values()
        for finding in found
    )
    return int(counted)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())
