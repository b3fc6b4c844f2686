"""`nb2prod rule`."""

from __future__ import annotations

import json
import re

import click

from .. import api
from ..errors import ConfigError


@click.command(
    "rule",
    epilog="""\b
Examples:
  nb2prod rule LEAK701
  nb2prod rule --all
  nb2prod rule --all --format markdown > rules.md""",
)
@click.argument("code", required=False)
@click.option("--all", "every", is_flag=True, help="List all rules.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "markdown", "json"]),
    help="[default: markdown for a rule, text for the list]",
)
def command(code: str | None, every: bool, style: str | None) -> int:
    """Explain a rule: what it finds, why it hurts, what to do."""
    if code and every:
        raise ConfigError("a rule and --all are named", hint="Ask for one of them.")
    click.echo((_page(code, style) if code else _list(style)).rstrip("\n"))
    return 0


def _page(code: str, style: str | None) -> str:
    text = api.explain(code)
    if style == "json":
        rule = next(
            r for r in api.catalogue() if r["code"] == code.upper() or r["name"] == code.lower()
        )
        return json.dumps({**rule, "documentation": text}, indent=2, ensure_ascii=False)
    if style == "text":
        text = re.sub(r"^#+ ", "", text, flags=re.MULTILINE)
        return re.sub(r"^```\w*\n", "", text, flags=re.MULTILINE)
    return text


def _list(style: str | None) -> str:
    rules = api.catalogue()
    if style == "json":
        return json.dumps(rules, indent=2, ensure_ascii=False)
    if style == "markdown":
        rows = (
            f"| {rule['code']} | {rule['name']} | {rule['severity']} | {rule['title']} |"
            for rule in rules
        )
        return "\n".join(["| code | name | severity | what |", "|---|---|---|---|", *rows])
    return "\n".join(f"{rule['code']:<8} {rule['severity']:<8} {rule['title']}" for rule in rules)
