"""`nb2prod trace`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from .. import api
from .console import progress, tell
from .options import project_option, tracking_option

MARKS = {"ok": ("✓", "green"), "broken": ("✗", "red"), "changed": ("~", "yellow")}
FACTS = ("git", "dvc", "base", "tool", "modified", "key")


@click.command(
    "trace",
    epilog="""\b
Examples:
  nb2prod trace models:/churn@champion
  nb2prod trace 0f3c9a…                    a run
  nb2prod trace models:/churn/3 --format mermaid
  nb2prod trace models:/churn/3 --format openlineage > events.jsonl

Exit code 0 the chain holds, 1 a link is broken.""",
)
@click.argument("what")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "mermaid", "openlineage"]),
    default="text",
    show_default=True,
    help="For people, for programs, as a diagram, as events (one line each).",
)
@project_option
@tracking_option
def command(what: str, style: str, project: Path, tracking_uri: str | None) -> int:
    """Show the chain from the notebook to a version or run, and check each link of it."""
    with progress(style != "text") as report:
        found = api.trace(what, project=project, tracking_uri=tracking_uri, report=report)
    if style == "json":
        tell(found)
    elif style == "mermaid":
        click.echo(api.mermaid(found))
    elif style == "openlineage":
        for event in api.openlineage(found):
            click.echo(json.dumps(event, sort_keys=True))
    else:
        say(found)
    return found.exit_code


def say(found: api.Traced) -> None:
    """Tell a chain link by link, then how each was found, then who moved the aliases."""
    for number, link in enumerate(found.chain.links):
        facts = "  ".join(f"{k} {v[:12]}" for k, v in link.facts.items() if k in FACTS)
        line = "└─" if number == len(found.chain.links) - 1 else "├─"
        click.echo(f"{line} {link.kind:<9}{link.name:<28} {link.digest[:19]:<20}{facts}".rstrip())
    click.echo()
    for check in found.checks:
        mark, colour = MARKS.get(check.state, ("?", "cyan"))
        words = {"ok": "", "unchecked": "not checked: "}.get(check.state, f"{check.state}: ")
        text = f"{check.link}  {words}{check.detail}".rstrip()
        click.echo(f"{click.style(mark, fg=colour)} {text}")
    for move in found.moves:
        why = f": {move.why}" if move.why else ""
        gate = f", {move.condition}" if move.condition else ""
        before = f"{move.before} -> " if move.before else ""
        click.echo(
            f"· {move.when}  {move.who} {move.kind}  @{move.alias} {before}{move.after}{gate}{why}"
        )
