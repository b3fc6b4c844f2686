"""`nb2prod verify`."""

from __future__ import annotations

from pathlib import Path

import click

from .. import api
from .console import done, json_option, progress, tell, warn


@click.command(
    "verify",
    epilog="""\b
Examples:
  nb2prod verify job
  nb2prod verify job --repair          step down until equal, and write job/ again
  nb2prod verify job --image           also run it in its image
  nb2prod verify job --try target=age  another value for a parameter that has none near

Exit code 0 equal, 1 different, 2 when a side could not run to its end.""",
)
@click.argument("project", type=click.Path(path_type=Path))
@click.option(
    "--repair", is_flag=True, help="Lower the ladder until equal; writes the project again."
)
@click.option(
    "--image", is_flag=True, help="Also run the job in its image, without network, and compare."
)
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    help="Folder with the data.  [default: the notebook's]",
)
@click.option("--timeout", type=float, metavar="SECONDS", help="Longest time of one run.")
@click.option(
    "--mutate/--no-mutate",
    default=True,
    help="Run both sides again with other values of the parameters.  [default: --mutate]",
)
@click.option(
    "--try",
    "tries",
    multiple=True,
    metavar="NAME=VALUE",
    help="Another value for a parameter; may be repeated.",
)
@json_option
def command(
    project: Path,
    repair: bool,
    image: bool,
    data: Path | None,
    timeout: float | None,
    mutate: bool,
    tries: tuple[str, ...],
    style: str,
) -> int:
    """Run the notebook and the package, and compare what they print, write and compute.

    Runs the notebook's code, in the notebook's own kernel, in a temporary copy of its folder,
    several times. What it does outside of that folder (databases, services) it does each
    time.
    """
    given = {}
    for text in tries:
        name, equals, value = text.partition("=")
        if not equals:
            raise click.BadParameter(f"write it as NAME=VALUE, not {text!r}", param_hint="--try")
        given[name] = value
    with progress(style == "json") as report:
        verdict = api.verify(
            project,
            repair=repair,
            image=image,
            data=data,
            timeout=timeout,
            mutate=mutate,
            tries=given,
            report=report,
        )
    if style == "json":
        tell(verdict)
    else:
        say(verdict)
    return int(verdict.exit_code)


def say(verdict: api.Verdict) -> None:
    """Tell a verdict: the sentence, then each step."""
    if verdict.equal:
        done(verdict.sentence)
    else:
        click.echo(click.style("✗ ", fg="red") + verdict.sentence)
    for step in verdict.steps:
        if step.status != "not run" or not verdict.ran:
            cells = ", ".join(map(str, step.cells))
            plural = "" if step.values == 1 else "s"
            click.echo(
                f"  {step.status:<10} {step.name} (cells {cells}): {step.values} value{plural}"
            )
    # what differs once differs in every step that is handed it
    others = list({d.what: d for d in reversed(verdict.differences)}.values())[::-1][1:]
    for difference in others[:5]:
        click.echo(f"  also {difference}")
    if len(others) > 5:
        click.echo(f"  and {len(others) - 5} more")
    for note in verdict.notes:
        warn(note)
