"""`nb2prod fix`."""

from __future__ import annotations

from pathlib import Path

import click

from .. import api
from ..errors import ConfigError, Nb2ProdError
from . import generating
from .console import done, fail, json_option, tell


@click.command(
    "fix",
    epilog="""\b
Examples:
  nb2prod fix churn.ipynb --diff       only show what would change
  nb2prod fix churn.ipynb              show it and do it
  nb2prod fix churn.ipynb --unsafe     also what needs your eye on it
  nb2prod fix churn.ipynb --generate   write the files that findings ask for""",
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--unsafe", is_flag=True, help="Also the suggested fixes: each needs your eye.")
@click.option("--select", default="", metavar="CODES", help="Only fixes of these rules.")
@click.option(
    "--diff", is_flag=True, help="Show the changes and write nothing; exit 1 if there are any."
)
@click.option(
    "--generate",
    is_flag=True,
    help="Write files instead: a model card, a data schema, a service, a lock and others.",
)
@click.option("--force", is_flag=True, help="With --generate: replace files that are there.")
@click.option(
    "--offline", is_flag=True, help="With --generate: pin what is installed, ask no package index."
)
@json_option
def command(
    paths: tuple[Path, ...],
    unsafe: bool,
    select: str,
    diff: bool,
    generate: bool,
    force: bool,
    offline: bool,
    style: str,
) -> int:
    """Apply the safe fixes, after showing them as a diff.

    Metadata stays as it is, and so do the outputs of cells that no fix clears.
    """
    codes = tuple(word.strip() for word in select.split(",") if word.strip())
    if generate:
        ways = {"unsafe": unsafe, "force": force, "offline": offline, "only_show": diff}
        return generating.run(paths, codes, style=style, **ways)
    if force or offline:
        raise ConfigError("--force and --offline go with --generate", hint="Add --generate.")
    code, results = 0, []
    for path in api.notebooks(paths):
        try:
            fixed = api.fix(path, unsafe=unsafe, codes=codes)
            if fixed.diff and style == "text":
                click.echo(fixed.diff.rstrip("\n"))
            if fixed.applied and not diff:
                api.apply(path, fixed)
        except Nb2ProdError as error:
            fail(error)
            code = 2
            continue
        count = len(fixed.applied)
        if diff:
            code = max(code, int(bool(count)))
        codes_applied = [finding.code for finding in fixed.applied]
        results.append({"path": path, "fixed": codes_applied, "diff": fixed.diff})
        if style == "json":
            continue
        if count:
            noun, state = "fix" if count == 1 else "fixes", "possible" if diff else "applied"
            done(f"{path}: {count} {noun} {state}")
        else:
            click.echo(f"{path}: nothing to fix")
    if style == "json":
        tell(results)
    return code
