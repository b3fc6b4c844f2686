"""`nb2prod rule`."""

from __future__ import annotations

import json

import click

from .. import api


@click.command(
    "rule",
    epilog="""\b
Examples:
  nb2prod rule LEAK701
  nb2prod rule --all""",
)
@click.argument("code", required=False)
@click.option("--all", "every", is_flag=True, help="List all rules.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["markdown", "json"]),
    default="markdown",
    show_default=True,
)
def command(code: str | None, every: bool, style: str) -> int:
    """Explain a rule: what it finds, why it hurts, what to do."""
    if code and not every:
        text = api.explain(code)
        if style == "json":
            rule = next(
                r for r in api.catalogue() if r["code"] == code.upper() or r["name"] == code.lower()
            )
            text = json.dumps({**rule, "documentation": text}, indent=2, ensure_ascii=False)
        click.echo(text.rstrip("\n"))
        return 0
    rules = api.catalogue()
    if style == "json":
        click.echo(json.dumps(rules, indent=2, ensure_ascii=False))
    else:
        for rule in rules:
            click.echo(f"{rule['code']:<8} {rule['severity']:<8} {rule['title']}")
    return 0
